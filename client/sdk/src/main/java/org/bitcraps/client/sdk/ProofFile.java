package org.bitcraps.client.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.proof.OutcomeVerifier;
import org.bitcraps.evidence.proof.ProofDocument;
import org.bitcraps.evidence.proof.Reason;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/** A proof as the text it came as; checked here, on the player's machine. */
public final class ProofFile {

  private final byte[] text;

  private ProofFile(byte[] text) {
    this.text = text;
  }

  /** A proof as a gateway served it. */
  public static ProofFile of(byte[] text) {
    return new ProofFile(text.clone());
  }

  /**
   * Reads a saved proof.
   *
   * @throws IOException if there is no such file, or it cannot be read
   * @throws MalformedException if it is larger than any proof; it is not read then
   */
  public static ProofFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a proof");
    }
    long bytes = Files.size(file);
    MalformedException.require(
        bytes <= Json.BYTES_MAX, "document", bytes + " bytes, larger than any proof");
    return new ProofFile(Files.readAllBytes(file));
  }

  /**
   * Saves it, over what was there.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    Files.write(file, text);
  }

  /** The text as it came. */
  public byte[] text() {
    return text.clone();
  }

  /**
   * The document, which may lie.
   *
   * @throws MalformedException if it is none; names the field
   */
  public ProofDocument document() {
    return ProofDocument.fromTree(Json.tree(text));
  }

  /**
   * The chain that the document claims to be of: to show, not to trust.
   *
   * @throws MalformedException if it is no proof
   */
  public ChainId claimedChain() {
    return document().genesis().chainId();
  }

  /** The verdict, for whoever trusts that chain. Never throws on bad input. */
  public Verdict verify(ChainId trusted) {
    Object tree;
    try {
      tree = Json.tree(text);
    } catch (MalformedException e) {
      return unreadable(e);
    }
    return OutcomeVerifier.verify(tree, trusted, new Verifier(Schemes.best().scheme()));
  }

  /** The verdict on what cannot be read as a proof. */
  public static Verdict unreadable(MalformedException failure) {
    return new Verdict(
        List.of(), new Verdict.Mismatch(Reason.MALFORMED, String.valueOf(failure.getMessage())));
  }
}
