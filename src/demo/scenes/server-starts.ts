import { sampleDirectory, YOUTH } from "../sample-directory.ts";
import type { Stage } from "../stage.ts";
import { padTo } from "../wrapped-text.ts";

/** Shows where the server listens and who is in the group. */
export function serverStarts(stage: Stage, port: number, relayPort: number): void {
  stage.step("A server starts");
  stage.say(`It takes mail at 127.0.0.1:${port}, sends through 127.0.0.1:${relayPort}, and knows one group:`);
  const { persons, groups, roles } = sampleDirectory();
  const roleOf = (person: number): number | null =>
    groups.flatMap(({ members }) => members).find((member) => member.person === person)?.role ?? null;
  const lines = persons.map(({ id, firstName, lastName, emails }) => {
    const role = roles.find((one) => one.id === roleOf(id))?.name ?? "";
    return `  ${padTo(`${firstName} ${lastName}`, 26)}${padTo(emails[0]?.address ?? "no address", 34)}${role}`;
  });
  stage.lines(["", `${YOUTH.name}, ${YOUTH.address}`, ...lines]);
}
