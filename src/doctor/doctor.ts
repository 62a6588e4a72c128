import { Bell } from "../bell.ts";
import type { Config } from "../config/config.ts";
import { doctorFacts } from "../questions/doctor-facts.ts";
import { lastLook } from "../questions/doctor-history.ts";
import { doctorReported } from "../transitions/doctor-reported.ts";
import type { World } from "../world.ts";
import { examine } from "./examine.ts";
import { lastMomentOf } from "./time-of-day.ts";

/** How often the clock is looked at. */
const LOOK_AGAIN_MS = 30_000;

/** While something is red, whoever repairs it does not want to wait for tomorrow. */
const RED_AGAIN_MS = 3_600_000;

/** Looks every day by itself whether mail arrives. Nothing waits for it. */
export interface Doctor {
  /** Looks if it is time; for somebody who has changed the clock. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** @param mailPort where other mail servers listen, for tests */
export function startDoctor(config: Config, world: World, mailPort?: number): Doctor {
  const stopping = new AbortController();
  const bell = new Bell();
  let looking: Promise<void> | undefined;
  // What was missed while no server ran is not made up for: a new installation is not judged before it is set up.
  let lookedAt = world.clock();

  async function isTime(now: number): Promise<boolean> {
    const { at } = config.doctor;
    if (at === "never") return false;
    if (lastMomentOf(at, config.timezone, now) > lookedAt) return true;
    if (now - lookedAt < RED_AGAIN_MS) return false;
    const { at: reportedAt, hasRed } = await lastLook(world);
    return hasRed && now - (reportedAt ?? 0) >= RED_AGAIN_MS;
  }

  async function lookIfTime(): Promise<void> {
    const now = world.clock();
    if (!(await isTime(now))) return;
    lookedAt = now;
    const facts = await doctorFacts(world, "size");
    const given = { now, signal: stopping.signal, ...(mailPort === undefined ? {} : { mailPort }) };
    const findings = await examine(config, facts, given);
    // A look that was broken off has found nothing out.
    if (stopping.signal.aborted) return;
    await doctorReported(world, { by: "server", findings });
  }

  /** One at a time; who comes meanwhile waits for the same. */
  function look(): Promise<void> {
    looking ??= lookIfTime()
      .catch((error: unknown) => world.log.bug({ where: "doctor", error }))
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await bell.rest(LOOK_AGAIN_MS);
      if (!stopping.signal.aborted) await look();
    }
  }

  const running = run();
  return {
    look,
    async stop() {
      stopping.abort();
      bell.ring();
      await Promise.all([running, looking]);
    },
  };
}
