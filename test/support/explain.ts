import { type Explanation, explainMail } from "../../src/questions/explanation.ts";
import type { Whom } from "../../src/questions/whom.ts";
import type { World } from "../../src/world.ts";
import type { Post } from "./mails.ts";
import { proven, type Way } from "./post-office.ts";

/** What is said of a mail that would come in this way to its first recipient. */
export async function explained(world: World, post: Post, way: Way = {}, whom?: Whom): Promise<Explanation> {
  const { protocol = "smtp", client = "front-server", proof = "dmarc", size = "ok" } = way;
  const raw = proof === "dmarc" ? proven(post) : post.raw;
  const explanation = await explainMail(world, {
    to: post.to[0] ?? "",
    handed: { protocol, raw, size, fromTrustedPeer: client === "front-server" },
    returnPath: post.from,
    whom,
  });
  if (explanation === undefined) throw new Error("there is no such person");
  return explanation;
}
