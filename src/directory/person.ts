import type { Address } from "../mail/address.ts";

/** Somebody in the directory, with no, one or several e-mail addresses. */
export interface Person {
  id: number;
  firstName: string;
  lastName: string;
  /** `null`: not known; greetings then look at the field ANREDE. */
  gender: "f" | "m" | "x" | null;
  /** Such as `de` or `fr-CH`; `null`: that of the installation. */
  language: string | null;
  title: string;
  /** Never a recipient. */
  hidden: boolean;
  /** In the order in which they were written down: "the first address" means this order. */
  emails: EmailAddress[];
  /** The further fields of the directory, such as `ORT`. Look names up with `Object.hasOwn`: they come from strangers' mails. */
  fields: Record<string, string>;
}

/** One address of a person. */
export interface EmailAddress {
  address: Address;
  /** Such as `private` or `business`. */
  kind: string | null;
  preferred: boolean;
}
