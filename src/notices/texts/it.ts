import { news } from "./it/news.ts";
import { outcomes } from "./it/outcomes.ts";
import { questions } from "./it/questions.ts";
import { words } from "./it/words.ts";
import type { Texts } from "./texts.ts";

/** Italian as it is written in Switzerland, in the polite form. */
export const it: Texts = { ...words, ...questions, ...news, ...outcomes };
