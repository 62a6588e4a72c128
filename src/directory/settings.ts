import { z } from "zod";
import type { Address } from "../mail/address.ts";
import { address, name, oneOf, shortText } from "./value-shapes.ts";

/** The settings of a group or subgroup with every default filled in, except what is inherited from the parent. */
export interface Settings {
  /** Logins and moderators. */
  loginsMaySend: "no" | "confirm" | "send";
  membersMaySend: "no" | "moderate" | "send";
  othersMaySend: "no" | "moderate" | "send";
  /** Id of a role (group), a letter (subgroup), `none` for the members without a role; `null`: nobody moderates. */
  moderatorRole: number | string | null;
  replyTo: "author" | "group" | "moderators" | Address;
  visibleRecipient: "person" | "group";
  subjectPrefix: string | null;
  /** The kind of address at which persons are preferred, such as `business`. */
  addressKind: string | null;
  copies: "per-address" | "per-person";
  class: "community" | "newsletter" | "official" | "transactional";
  /** Addresses that name this target in To or Cc besides its own. */
  alsoKnownAs: Address[];
  /** Who gets the overview. */
  responsible: Address | null;
}

/** What a group inherits from the group above it where it says nothing itself. */
export interface InheritedSettings {
  /** Who gets the archive copy; `[]` stops what would be inherited, `undefined`: that of the configuration. */
  archive: Address[] | undefined;
  /** Name of the sending identity. */
  sender: string;
}

/** Only what was written down for a group or subgroup: defaults are added when it is read. */
export type GroupSettings = Partial<Settings & { archive: Address[]; sender: string }>;

/** Fills in the defaults of contract 3; `copies` defaults to what the configuration says. */
export function effectiveSettings(written: GroupSettings, defaults: Pick<Settings, "copies">): Settings {
  return {
    loginsMaySend: written.loginsMaySend ?? "confirm",
    membersMaySend: written.membersMaySend ?? "no",
    othersMaySend: written.othersMaySend ?? "no",
    moderatorRole: written.moderatorRole ?? null,
    replyTo: written.replyTo ?? "author",
    visibleRecipient: written.visibleRecipient ?? "person",
    subjectPrefix: written.subjectPrefix ?? null,
    addressKind: written.addressKind ?? null,
    copies: written.copies ?? defaults.copies,
    class: written.class ?? "community",
    alsoKnownAs: written.alsoKnownAs ?? [],
    responsible: written.responsible ?? null,
  };
}

/** Walks from the group up to the root and takes the first archive and the first sender that is written down. */
export function inheritedSettings(chainFromGroupToRoot: readonly GroupSettings[]): InheritedSettings {
  return {
    archive: chainFromGroupToRoot.find((settings) => settings.archive !== undefined)?.archive,
    sender: chainFromGroupToRoot.find((settings) => settings.sender !== undefined)?.sender ?? "default",
  };
}

/**
 * The settings as the directory file writes them; every key may be left out.
 *
 * @param moderatorRole what names a role here: an id in groups, a letter in subgroups
 */
export function settingsShape<R extends z.ZodType<number | string>>(moderatorRole: R) {
  return z.strictObject(
    {
      loginsMaySend: oneOf("no", "confirm", "send").exactOptional(),
      membersMaySend: oneOf("no", "moderate", "send").exactOptional(),
      othersMaySend: oneOf("no", "moderate", "send").exactOptional(),
      moderatorRole: z
        .union([z.literal("none"), moderatorRole, z.null()], 'must be a role, "none" or null')
        .exactOptional(),
      replyTo: z
        .union(
          [z.enum(["author", "group", "moderators"]), address],
          'must be "author", "group", "moderators" or an e-mail address',
        )
        .exactOptional(),
      visibleRecipient: oneOf("person", "group").exactOptional(),
      subjectPrefix: shortText.nullable().exactOptional(),
      addressKind: name.nullable().exactOptional(),
      copies: oneOf("per-address", "per-person").exactOptional(),
      class: oneOf("community", "newsletter", "official", "transactional").exactOptional(),
      archive: z.array(address, "must be a list of e-mail addresses").exactOptional(),
      sender: name.exactOptional(),
      alsoKnownAs: z.array(address, "must be a list of e-mail addresses").exactOptional(),
      responsible: address.nullable().exactOptional(),
    },
    "must be an object",
  );
}

/** Whether there is such a setting, in groups and in subgroups alike. */
export function isSetting(key: string): boolean {
  return Object.hasOwn(settingsShape(name).shape, key);
}
