import { type Wording, wordings } from "./failure-words.ts";

/** A missing recipient or domain in languages that have no table of their own. */
export const NOBODY_THERE_ELSEWHERE: readonly Wording[] = wordings("hard", [
  [
    /(?:usuario|destinatario|direccion|buzon|cuenta|dominio)\b.{0,60}(?:desconocid[oa]|no existe|inexistente|no encontrad[oa])/,
    "Spanish",
  ],
  [/no existe (?:ese|dicha|el|la) (?:usuario|persona|direccion|buzon|cuenta)|no se (?:ha )?encontr/, "Spanish"],
  [/(?:usuario|destinatario|endereco|conta)\b.{0,60}(?:nao existe|desconhecid[oa]|nao encontrad[oa])/, "Portuguese"],
  [/(?:gebruiker|geadresseerde|ontvanger|postbus)\b.{0,40}(?:onbekend|bestaat niet|niet gevonden)/, "Dutch"],
  [/(?:odbiorca|uzytkownik|konto|adres|skrzynka)\b.{0,60}(?:nie istnieje|nieznan|niedostepn)/, "Polish"],
  [
    /(?:宛先|受信者|ユーザー?|アドレス|ドメイン|アカウント).{0,60}(?:見つかりません|存在しません|存在しない|不明|無効)|宛先不明/,
    "Japanese: Domino, Gmail",
  ],
  [/(?:用户|收件人|收件者|地址|邮箱|帐号).{0,20}(?:不存在|未找到|找不到|无效)/, "Chinese"],
  [/(?:пользователь|адрес|ящик|получатель).{0,40}(?:не найден|не существует|неизвестен|отключен)/, "Russian"],
]);
