import type { Language } from "../language.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import type { Texts } from "./texts.ts";

export const TEXTS: Record<Language, Texts> = { de, en, fr, it };
