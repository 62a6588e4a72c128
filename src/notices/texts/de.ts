import { news } from "./de/news.ts";
import { outcomes } from "./de/outcomes.ts";
import { questions } from "./de/questions.ts";
import { words } from "./de/words.ts";
import type { Texts } from "./texts.ts";

/** German as it is written in Switzerland: no ß, «», the polite form. */
export const de: Texts = { ...words, ...questions, ...news, ...outcomes };
