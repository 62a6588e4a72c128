import { news } from "./fr/news.ts";
import { outcomes } from "./fr/outcomes.ts";
import { questions } from "./fr/questions.ts";
import { words } from "./fr/words.ts";
import type { Texts } from "./texts.ts";

/** French as it is written in Switzerland. */
export const fr: Texts = { ...words, ...questions, ...news, ...outcomes };
