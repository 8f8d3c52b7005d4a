import type { Hex } from "../proof/bytes";
import { chainOfAddress } from "../verify/trust";

const PIN = "trusted chain";

/**
 * The chain whose proofs this browser believes: the one in the page's address (`#chain=…`), else the
 * first one that it was ever shown here. A gateway cannot exchange it afterwards.
 */
export function pinned(shown: Hex): Hex {
  const known = chainOfAddress(location.hash) ?? localStorage.getItem(PIN) ?? shown;
  pin(known);
  return known;
}

/** The player has decided. */
export function pin(chain: Hex): void {
  localStorage.setItem(PIN, chain);
}
