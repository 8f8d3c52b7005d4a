package org.bitcraps.evidence.replay;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.wire.Verifier;

/** Replays files that stand in memory, as the SDK does files on disk. */
final class Files {

  /** Asked thousands of times the same thing: the exact check takes milliseconds. */
  static final KeyCheck KEYS = new RememberedKeys();

  static final Verifier VERIFIER = new Verifier(new RememberedVerdicts());

  private Files() {}

  static Optional<ReplayFault> replay(ChainId trusted, byte[]... files) {
    return replay(new Replay(trusted, VERIFIER, KEYS), files);
  }

  static Optional<ReplayFault> replay(Replay replay, byte[]... files) {
    for (byte[] file : files) {
      Optional<ReplayFault> fault = one(replay, file);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  static Replay begin(ChainId trusted) {
    return new Replay(trusted, VERIFIER, KEYS);
  }

  private static Optional<ReplayFault> one(Replay replay, byte[] file) {
    BlocksReader reader = new BlocksReader(replay);
    int at = 0;
    while (reader.wanted() > 0) {
      int end = Math.min(file.length, at + reader.wanted());
      Optional<ReplayFault> fault = reader.take(Arrays.copyOfRange(file, at, end));
      if (fault.isPresent()) {
        return fault;
      }
      at = end;
    }
    return at < file.length ? replay.surplus() : replay.end();
  }

  private static final class RememberedKeys implements KeyCheck {
    private final TreeMap<String, Boolean> known = new TreeMap<>();
    private final KeyCheck exact = new ExactKeyCheck();

    @Override
    public boolean isValid(PublicKey key) {
      return known.computeIfAbsent(key.hex(), id -> exact.isValid(key));
    }
  }

  private static final class RememberedVerdicts implements SignatureScheme {
    private final TreeMap<String, Boolean> known = new TreeMap<>();
    private final SignatureScheme platform = new PlatformScheme();

    @Override
    public String name() {
      return platform.name();
    }

    @Override
    public boolean verify(PublicKey key, byte[] message, Signature signature) {
      return known.computeIfAbsent(
          signature.hex() + key.hex() + HexFormat.of().formatHex(message),
          id -> platform.verify(key, message, signature));
    }
  }
}
