import type { Warning } from "../journey/warning.ts";

/** A warning as a sentence for the operator; in JSON it stands as it is stored. */
export function warningLine(warning: Warning): string {
  switch (warning.kind) {
    case "unknown-placeholder": {
      const meant = warning.nearest === null ? "" : `, perhaps ###${warning.nearest}### is meant`;
      return `###${warning.placeholder}### is not known and stays as it is${meant}`;
    }
    case "empty-field":
      return `###${warning.placeholder}### is missing for ${warning.persons} of the recipients`;
    case "not-authenticated":
      return "the author is not authenticated";
    case "big-mail":
      return `the mail has ${warning.bytes} bytes; some servers will refuse it`;
    case "blind-copy":
      return "the target stands in neither To nor Cc";
    case "vacation-subject":
      return "the subject is that of a vacation reply";
    case "replies-to-group":
      return "answers go to the whole group";
  }
}
