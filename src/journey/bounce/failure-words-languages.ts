import { type Wording, wordings } from "./failure-words.ts";

/** A missing recipient or domain in other languages than English. */
export const NOBODY_THERE_ELSEWHERE: readonly Wording[] = wordings("hard", [
  [
    /(?:empfanger|empfaenger|benutzer|nutzer|teilnehmer|adresse|postfach|mailbox|konto)\w{0,12}\b.{0,80}(?:unbekannt|nicht bekannt|nicht gefunden)/,
    "German: GMX, web.de, Domino",
  ],
  [
    /(?:empfanger|empfaenger|benutzer|nutzer|postfach|adresse|mailbox|konto|domain)\w{0,12}\b.{0,80}(?:existiert (?:leider )?nicht|nicht vorhanden|gibt es nicht)/,
    "German",
  ],
  [
    /(?:empfanger|empfaenger|adresse|konto|postfach)\w{0,12}\b.{0,80}(?:ist )?(?:ungultig|nicht (?:mehr )?(?:gultig|existent|vergeben)|geloscht)/,
    "German",
  ],
  [
    /(?:adresse|domain)\w{0,3} (?:@ |<@> )?(?:ist )?(?:unbekannt|nicht bekannt)|(?:unbekannt|ungultig)e?r? (?:empfanger|empfaenger|benutzer|adresse|domain)/,
    "German",
  ],
  [
    /kein(?:e|en)? (?:solche\w{0,2} |solcher )?(?:empfanger|benutzer|postfach|mailbox)|(?:wurde|konnte) nicht gefunden/,
    "German: Microsoft 365",
  ],
  [
    /(?:destinataire|utilisateur|adresse|boite|compte|domaine)s?\b.{0,60}(?:inconnue?|n'existe (?:pas|plus)|introuvable|inexistante?)/,
    "French: Free, SFR",
  ],
  [
    /(?:destinataire|adresse)s?\b.{0,40} invalide|(?:utilisateur|destinataire) non trouve|(?:n'a pas ete|est) introuvable/,
    "Orange, La Poste",
  ],
  [
    /(?:utente|destinatario|indirizzo|casella|dominio)\b.{0,60}(?:sconosciut[oa]|inesistente|non esiste|non (?:e stat[oa] )?trovat[oa])/,
    "Italian: Aruba, Libero",
  ],
  [/(?:utente|destinatario|indirizzo|casella)\b.{0,40}non valid[oa]|nessun utente simile/, "Italian"],
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
