package org.bitcraps.evidence.execution;

import java.util.List;
import java.util.Set;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.membership.ReplicaSet;

/**
 * What holds for the whole chain, or until the validators vote otherwise.
 *
 * @param supply all base units there are
 * @param keyCheck not state: every correct implementation answers alike
 */
record ChainFacts(
    ChainId chain,
    int protocolVersion,
    Set<Genesis.Flag> flags,
    Parameters parameters,
    RulesTable rules,
    Digest rulesHash,
    ReplicaSet validators,
    Digest validatorsHash,
    List<Genesis.Gateway> gateways,
    long supply,
    KeyCheck keyCheck) {

  static ChainFacts of(Genesis genesis, RulesTable rules, KeyCheck keyCheck) {
    if (genesis.protocolVersion() != Ledger.PROTOCOL_VERSION) {
      throw new IllegalArgumentException(
          "protocolVersion: %d, this build executes %d"
              .formatted(genesis.protocolVersion(), Ledger.PROTOCOL_VERSION));
    }
    Digest rulesHash = new RulesDocument(rules.toText()).hash();
    if (!genesis.rulesHash().equals(rulesHash)) {
      throw new IllegalArgumentException(
          "rulesHash: the chain plays by %s, this build by %s"
              .formatted(genesis.rulesHash().brief(), rulesHash.brief()));
    }
    ReplicaSet validators = genesis.replicaSet();
    return new ChainFacts(
        genesis.chainId(),
        genesis.protocolVersion(),
        genesis.flags(),
        genesis.parameters(),
        rules,
        rulesHash,
        validators,
        validators.hash(),
        genesis.gateways(),
        genesis.supply(),
        keyCheck);
  }
}
