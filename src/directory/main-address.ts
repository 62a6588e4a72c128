import type { Address } from "../mail/address.ts";
import type { Login } from "./login.ts";
import type { Person } from "./person.ts";

/**
 * The address at which somebody is asked: the admin address of the login, else the preferred address of the person,
 * else their first one, where business addresses come after all others.
 * `undefined`: there is no address at which they could be asked.
 */
export function mainAddress(
  person: Pick<Person, "emails"> | undefined,
  login?: Pick<Login, "adminEmail">,
): Address | undefined {
  if (login?.adminEmail != null) return login.adminEmail;
  const emails = person?.emails ?? [];
  const chosen =
    emails.find((email) => email.preferred) ?? emails.find((email) => email.kind !== "business") ?? emails[0];
  return chosen?.address;
}
