import type { Asked } from "../journey/classify.ts";
import { expiresAt, nextReminderAt } from "../journey/hold.ts";
import { addHold } from "../store/holds.ts";
import { queueNotice } from "../store/notices.ts";
import type { Tx } from "../store/tables.ts";
import type { World } from "../world.ts";

/** Holds a message until somebody answers, and queues one question per asked person, each with an own token. */
export async function openHold(
  tx: Tx,
  world: World,
  opened: { message: number; hold: "confirm" | "moderate"; asked: readonly Asked[]; authenticated: boolean },
  now: number,
): Promise<void> {
  const { hold } = world.installation;
  const remindAt = nextReminderAt(now, now, hold);
  const questions = await addHold(
    tx,
    { message: opened.message, kind: opened.hold, openedAt: now, expiresAt: expiresAt(now, hold) },
    opened.asked.map(({ person, login, address, mayRead }) => ({
      person: person?.id ?? null,
      login: login ?? null,
      address,
      language: person?.language ?? null,
      mayRead,
      remindAt,
    })),
  );
  for (const question of questions) {
    await queueNotice(tx, {
      notice: { kind: opened.hold, authenticated: opened.authenticated },
      message: opened.message,
      question: question.id,
      mail: null,
      address: question.address,
      person: question.person,
      language: question.language,
      createdAt: now,
    });
  }
  world.log.holdOpened({ message: opened.message, kind: opened.hold, asked: questions.length });
}
