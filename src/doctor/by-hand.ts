import type { Config } from "../config/config.ts";
import type { Finding } from "../journey/finding.ts";
import { doctorFacts } from "../questions/doctor-facts.ts";
import { doctorReported } from "../transitions/doctor-reported.ts";
import type { World } from "../world.ts";
import { examine } from "./examine.ts";

/** Looks because somebody asked, into every page of the database too, and writes down what was found. */
export async function examineByHand(config: Config, world: World): Promise<Finding[]> {
  const facts = await doctorFacts(world, "every-page");
  const findings = await examine(config, facts, { now: world.clock(), signal: new AbortController().signal });
  await doctorReported(world, { by: "command", findings });
  return findings;
}
