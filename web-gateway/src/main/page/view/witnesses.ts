import type { Play, Witness } from "../play/state";
import { byId, make } from "./dom";

/** Whether other gateways show the same table: under the proof that is looked at, where any are known. */
export function showWitnesses({ proven, gateways }: Play): void {
  const list = byId("witnesses");
  list.hidden = proven === undefined || proven.broken !== undefined || gateways.length === 0;
  const lines = proven?.witnesses?.map(line) ?? gateways.map((gateway) => make("li", "", `Asking ${gateway} …`));
  list.replaceChildren(...lines);
}

function line({ gateway, said, same, of, at }: Witness): HTMLElement {
  switch (said) {
    case "SAME":
      return make("li", "same", `${gateway} shows the same certified blocks: ${same} of the ${of} that this proof rests on.`);
    case "OTHER":
      return make("li", "other", `${gateway} shows another certified block ${at?.sequence}: there are two tables. Save both as evidence.`);
    case "UNPROVEN":
      return make("li", "other", `${gateway} shows a block ${at?.sequence} that its validators did not certify: it lies, or follows another chain. The proof holds.`);
    case "NOTHING":
      return make("li", "", `${gateway} did not answer, or no longer has these blocks. Nothing was compared.`);
  }
}
