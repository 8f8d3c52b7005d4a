package org.bitcraps.crypto.home;

import java.nio.file.Path;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;

/** The folder of a node, and what lies where in it. */
public record Home(Path folder) {

  /** Absolute, so that a message names a place that can be found. */
  public Home {
    folder = folder.toAbsolutePath().normalize();
  }

  /** The canonical bytes of the genesis; there only when everything else is. */
  public Path genesis() {
    return folder.resolve("genesis.bin");
  }

  /** The rules of the game as text: what genesis has the hash of. */
  public Path rules() {
    return folder.resolve("rules.txt");
  }

  /** The passphrase of all keystores, unless configured elsewhere. */
  public Path passphrase() {
    return folder.resolve("passphrase");
  }

  /** There while a ceremony is under way, and after one that was interrupted. */
  public Path unfinished() {
    return folder.resolve("ceremony.unfinished");
  }

  /** Everything of one validator. */
  public Path validator(ReplicaId id) {
    return folder.resolve("validator-" + id);
  }

  /** The keys of one validator. */
  public Path keystore(ReplicaId id) {
    return validator(id).resolve("keystore.bcfks");
  }

  /** Journal and block store of one validator. */
  public Path journal(ReplicaId id) {
    return validator(id).resolve("journal");
  }

  /**
   * There while a validator has never started: its journal may still be made. A backup must not
   * hold it, for who has forgotten what it signed may not believe that it is new (P8).
   */
  public Path firstStart(ReplicaId id) {
    return validator(id).resolve("first-start");
  }

  /** The blocks that a gateway has followed, beside its readable history. */
  public Path followed() {
    return folder.resolve("history").resolve("followed");
  }

  /** States that a gateway can begin with when it starts again. */
  public Path states() {
    return folder.resolve("history").resolve("states");
  }

  /** With what this node shows who it is to others, and by what it knows them. */
  public Path tls() {
    return folder.resolve("tls");
  }

  /** This node's keys of the application, {@code bitcraps.…}. */
  public Path configuration() {
    return folder.resolve("node.properties");
  }

  /** What the operators of the chain agreed upon. */
  public Path charter() {
    return folder.resolve("charter.txt");
  }

  /** What all members showed when the chain was made; public. */
  public Path members() {
    return folder.resolve("members");
  }

  /** What one member showed; in its own home from the beginning. */
  public Path member(NodeName node) {
    return members().resolve(node + ".member");
  }

  /** TLS key and certificate of this node. */
  public Path tlsKeystore() {
    return tls().resolve("keystore.p12");
  }

  /** By what the brokers of one operator know each other, if they are a cluster. */
  public Path clusterPassword() {
    return tls().resolve("cluster-password");
  }

  /** The certificate of one other node, by which this one knows it. */
  public Path trusted(NodeName node) {
    return tls().resolve("trust").resolve(node + ".p12");
  }

  /** The keys of a node. */
  public Path keystore(NodeName node) {
    return folder.resolve(node.toString()).resolve("keystore.bcfks");
  }

  /** The keys of one gateway. */
  public Path keystore(GatewayId id) {
    return folder.resolve("gateway-" + id).resolve("keystore.bcfks");
  }
}
