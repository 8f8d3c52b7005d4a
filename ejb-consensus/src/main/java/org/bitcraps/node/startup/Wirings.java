package org.bitcraps.node.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Broker;
import org.bitcraps.jms.Compression;
import org.bitcraps.jms.Peers;
import org.bitcraps.jms.RemoteBrokers;
import org.bitcraps.jms.Wiring;

/** How the validators of this server reach the other nodes. */
final class Wirings {

  private Wirings() {}

  /**
   * As configured.
   *
   * @param own this server's broker
   * @param compression of what goes to other servers
   * @param keys of the validators here: of exactly one, if other brokers are to be reached
   * @throws StartException if the address of a node of the chain is missing; names the key
   */
  static Wiring of(
      NodeConfiguration configuration,
      Genesis genesis,
      Broker own,
      Compression compression,
      Collection<ValidatorKeys> keys) {
    if (configuration.role() == Role.ALL || configuration.clustered()) {
      return Wiring.shared(own, compression);
    }
    Home home = configuration.home();
    ReplicaId self = new ReplicaId(configuration.validatorId().orElseThrow());
    ValidatorKeys ours = keys.iterator().next();
    requireAddresses(configuration.peers(), genesis, self);
    try {
      return Wiring.direct(
          own,
          new RemoteBrokers(
              configuration.peers(),
              new RemoteBrokers.Tls(
                  home.tls(), new String(Passphrase.read(configuration.passphraseFile()))),
              BrokerUser.of(self),
              ours::brokerPassword),
          compression);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireAddresses(Peers peers, Genesis genesis, ReplicaId self) {
    try {
      for (ReplicaId id : genesis.replicaSet().ids()) {
        if (!id.equals(self)) {
          peers.of(BrokerUser.of(id));
        }
      }
      genesis.gateways().forEach(gateway -> peers.of(BrokerUser.of(gateway.id())));
    } catch (IllegalArgumentException e) {
      throw new StartException(e.getMessage(), e);
    }
  }
}
