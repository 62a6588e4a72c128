import { news } from "./en/news.ts";
import { outcomes } from "./en/outcomes.ts";
import { questions } from "./en/questions.ts";
import { words } from "./en/words.ts";
import type { Texts } from "./texts.ts";

export const en: Texts = { ...words, ...questions, ...news, ...outcomes };
