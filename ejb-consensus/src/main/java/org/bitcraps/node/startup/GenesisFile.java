package org.bitcraps.node.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;

/** Reads a genesis and checks what everybody may rely on afterwards (G1, X1). */
public final class GenesisFile {

  private GenesisFile() {}

  /**
   * Reads and checks.
   *
   * @throws StartException if it is missing, damaged, of rules or a version that this build does
   *     not play, or a key in it is bad or not its owner's
   * @throws IOException if it cannot be read
   */
  public static Genesis read(Path file, Verifier verifier, KeyCheck keyCheck) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new StartException(
          "there is no "
              + file
              + ": put the genesis of your chain there, or set "
              + Setting.GENESIS.key()
              + "=devnet for a chain of your own (now it is none)");
    }
    if (Files.size(file) > Genesis.BYTES_MAX) {
      throw new StartException(file + " is too large for a genesis");
    }
    Genesis genesis;
    try {
      genesis = Decoder.decode(Files.readAllBytes(file), Genesis.BYTES_MAX, Genesis::decode);
    } catch (MalformedException e) {
      throw new StartException(file + " is damaged: " + e.getMessage(), e);
    }
    check(genesis, verifier, keyCheck);
    return genesis;
  }

  private static void check(Genesis genesis, Verifier verifier, KeyCheck keyCheck) {
    for (Genesis.Validator validator : genesis.validators()) {
      require(keyCheck, validator.voteKey(), "vote key of validator " + validator.id());
      require(keyCheck, validator.vrfKey(), "VRF key of validator " + validator.id());
    }
    for (Genesis.Gateway gateway : genesis.gateways()) {
      require(keyCheck, gateway.key(), "key of gateway " + gateway.id());
    }
    if (verifier.verify(new Unverified<>(genesis), Genesis::possessionClaims).isEmpty()) {
      throw new StartException("genesis: a validator does not prove that it possesses its keys");
    }
    try {
      Ledger.genesis(genesis);
    } catch (IllegalArgumentException e) {
      throw new StartException("genesis is not one that this build plays: " + e.getMessage(), e);
    }
  }

  private static void require(KeyCheck keyCheck, PublicKey key, String whose) {
    if (!keyCheck.isValid(key)) {
      throw new StartException("genesis: the " + whose + " is not a key (X1)");
    }
  }
}
