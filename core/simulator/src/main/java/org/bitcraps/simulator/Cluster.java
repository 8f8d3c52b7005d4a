package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.protocol.replica.Replica;
import org.bitcraps.simulator.byzantine.Liar;
import org.bitcraps.simulator.byzantine.Sending;
import org.bitcraps.simulator.invariants.Invariant;

/** The validators of a run, the courier, the network between them, and who watches. */
final class Cluster implements Validator.Surroundings {

  private final World world;
  private final Chance chance;
  private final Swarm swarm;
  private final Network network;
  private final Genesis genesis;
  private final Verifier verifier;
  private final Courier courier;
  private final List<Invariant> invariants;
  private final List<Validator> validators = new ArrayList<>();
  private final Map<ReplicaId, Liar> liars = new TreeMap<>();
  private final Map<SequenceNumber, BlockNotice> archive = new TreeMap<>();
  private final Tally tally;
  private final Twinned twinned;
  private boolean revives = true;
  private long sent;

  Cluster(
      World world,
      Chance chance,
      Swarm swarm,
      SimulatedChain chain,
      Keys keys,
      Tally tally,
      Core.Maker maker,
      List<Invariant> invariants) {
    this(world, chance, swarm, chain, keys, tally, maker, invariants, Twinned.NOBODY, Memories.ALL);
  }

  /** The same where some validators run twice, and remember of their checks what they may. */
  Cluster(
      World world,
      Chance chance,
      Swarm swarm,
      SimulatedChain chain,
      Keys keys,
      Tally tally,
      Core.Maker maker,
      List<Invariant> invariants,
      Twinned twinned,
      Memories memories) {
    this.world = world;
    this.chance = chance;
    this.swarm = swarm;
    this.tally = tally;
    this.genesis = chain.genesis();
    this.verifier = new Verifier(keys.scheme());
    this.twinned = twinned;
    int hosts = swarm.validators() + twinned.validators().size();
    this.network = new Network(world, chance.split(), swarm, tally, hosts + 1);
    this.courier = new Courier(chain, chance.split(), swarm, tally);
    this.invariants = List.copyOf(invariants);
    for (int host = 0; host < hosts; host++) {
      ReplicaId id =
          host < swarm.validators()
              ? new ReplicaId(host)
              : twinned.validators().get(host - swarm.validators());
      validators.add(
          new Validator(
              world,
              chance.split(),
              swarm,
              host,
              id,
              maker,
              memories.door(genesis, id, verifier),
              this,
              new HostClock(world, SimulatedChain.START_MS),
              new Disk(
                  chance.split(),
                  swarm,
                  tally,
                  genesis.parameters(),
                  Replica.openingEntries(genesis, id)),
              tally));
    }
    for (int i = 0; i < swarm.vices().size(); i++) {
      // The first validators: they are the first primaries.
      ReplicaId id = new ReplicaId(i);
      liars.put(
          id, new Liar(swarm.vices().get(i), chance.split(), genesis, id, chain.voter(id), tally));
      tally.fired(Fault.BYZANTINE);
    }
  }

  void start() {
    for (Validator validator : validators) {
      world.in(chance.between(0L, 20_000L), validator::start);
    }
    liars.forEach((id, liar) -> gossip(id.value(), liar));
  }

  private void gossip(int host, Liar liar) {
    world.in(
        20_000 + chance.exponential(150_000),
        () -> {
          if (validators.get(host).isAlive()) {
            liar.gossip().forEach(sending -> carry(host, sending));
          }
          gossip(host, liar);
        });
  }

  @Override
  public void send(Validator from, Outbound outbound) {
    switch (outbound) {
      case Outbound.ToPeers peers -> toPeers(from, peers.to(), (PbftMessage) peers.message());
      case Outbound.ToGateways gateways -> toCourier(from, gateways.notice().toWire());
      case Outbound.StateToGateways gateways -> {
        // The courier shows nobody its state; what gateways are told of one, invariants see.
      }
    }
  }

  private void toPeers(Validator from, Recipient to, PbftMessage message) {
    List<ReplicaId> recipients = new ArrayList<>();
    if (to instanceof Recipient.One one) {
      recipients.add(one.id());
    } else {
      for (Validator validator : validators.subList(0, swarm.validators())) {
        if (!validator.id().equals(from.id())) {
          recipients.add(validator.id());
        }
      }
    }
    Liar liar = liars.get(from.id());
    if (liar != null) {
      liar.say(message, recipients).forEach(sending -> carry(from.host(), sending));
      return;
    }
    if (!isFaulty(from) && !isAnothersProposal(from, message)) {
      invariants.forEach(invariant -> invariant.sent(from, message));
      if (to instanceof Recipient.Others) {
        invariants.forEach(invariant -> invariant.sentToAll(from, message));
      }
    }
    byte[] bytes = message.toWire();
    for (ReplicaId id : recipients) {
      Sending sending = new Sending(id, bytes, 0);
      for (Validator instance : instances(id)) {
        if (twinned.links().carries(from, instance, message)) {
          carry(from.host(), instance, sending);
        }
      }
    }
  }

  /** Whether it is handed on only (P5): it binds the primary that signed it, not who sends it. */
  private static boolean isAnothersProposal(Validator from, PbftMessage message) {
    return message instanceof PbftMessage.PrePrepare && !message.sender().equals(from.id());
  }

  /** All that run under this name. */
  private List<Validator> instances(ReplicaId id) {
    Validator member = validators.get(id.value());
    if (!twinned.validators().contains(id)) {
      return List.of(member);
    }
    int second = swarm.validators() + twinned.validators().indexOf(id);
    return List.of(member, validators.get(second));
  }

  private void carry(int from, Sending sending) {
    carry(from, validators.get(sending.to().value()), sending);
  }

  private void carry(int from, Validator to, Sending sending) {
    if (sending.delayUs() > 0) {
      Sending now = sending.now();
      world.in(sending.delayUs(), () -> carry(from, to, now));
      return;
    }
    sent++;
    invariants.forEach(invariant -> invariant.onWire(sending.bytes()));
    network.send(
        from,
        to.host(),
        sending.bytes(),
        bytes -> {
          Liar liar = liars.get(sending.to());
          if (liar != null) {
            liar.hear(bytes).forEach(answer -> carry(to.host(), answer));
          }
          boolean taken = to.receive(false, bytes);
          if (taken && sending.vice().isPresent() && !liars.containsKey(sending.to())) {
            tally.mattered(sending.vice().get());
            tally.mattered(Fault.BYZANTINE);
          }
          return taken;
        });
  }

  private void toCourier(Validator from, byte[] notice) {
    invariants.forEach(invariant -> invariant.onWire(notice));
    network.send(
        from.host(),
        validators.size(),
        notice,
        bytes -> {
          try {
            BlockNotice read =
                Decoder.decode(bytes, 64 << 20, in -> BlockNotice.decode(in, genesis.parameters()));
            if (read.certified().certificate().fault(genesis.replicaSet(), verifier).isEmpty()) {
              courier.see(read);
            }
          } catch (MalformedException e) {
            world.tell(() -> "the courier cannot read a notice: " + e.getMessage());
          }
          return true;
        });
  }

  /** The courier brings something to some validators. */
  void bring(byte[] framed, List<Validator> to) {
    for (Validator validator : to) {
      network.send(
          validators.size(),
          validator.host(),
          framed,
          // What arrives damaged still comes from a courier: the queue tells, not the bytes.
          bytes -> {
            Liar liar = liars.get(validator.id());
            if (liar != null && bytes[0] == Courier.BODY) {
              bodyOf(bytes)
                  .map(liar::hear)
                  .ifPresent(answers -> answers.forEach(answer -> carry(validator.host(), answer)));
            }
            return validator.receive(true, bytes);
          });
    }
  }

  /** The courier asks some validators for blocks. */
  void askForBlocks(List<Validator> of) {
    of.forEach(validator -> bring(courier.request(validator.id()), List.of(validator)));
  }

  private Optional<BatchBody> bodyOf(byte[] framed) {
    try {
      byte[] bytes = Courier.content(framed);
      return Optional.of(
          Decoder.decode(bytes, bytes.length, in -> BatchBody.decode(in, genesis.parameters())));
    } catch (MalformedException e) {
      return Optional.empty(); // Damaged on the way.
    }
  }

  @Override
  public void stepped(Validator validator, Input input, Output output) {
    for (Observation observation : output.observations()) {
      if (observation instanceof Observation.ViewChangeStarted change) {
        Liar liar = liars.get(genesis.replicaSet().primary(change.from()));
        if (liar != null && !isLiar(validator)) {
          liar.missed();
        }
      }
    }
    if (!isFaulty(validator)) {
      invariants.forEach(invariant -> invariant.took(validator, input, output));
      invariants.forEach(invariant -> invariant.stepped(validator, output));
    }
  }

  @Override
  public void refused(Validator validator, byte[] bytes) {
    if (!isFaulty(validator)) {
      invariants.forEach(invariant -> invariant.refused(validator, bytes));
    }
  }

  @Override
  public void committed(Validator validator, Output output) {
    if (!isFaulty(validator)) {
      output
          .committed()
          .forEach(b -> archive.putIfAbsent(b.notice().certified().sequence(), b.notice()));
      for (Invariant invariant : invariants) {
        for (CommittedBlock block : output.committed()) {
          if (block.restored()) {
            invariant.restored(validator, block);
          } else {
            invariant.committed(validator, block);
          }
        }
      }
    }
  }

  /** A block that no validator can serve any more: couriers have it from an archive (G3). */
  Optional<BlockNotice> archived(SequenceNumber sequence) {
    return validators.stream().anyMatch(validator -> validator.keeps(sequence))
        ? Optional.empty()
        : Optional.ofNullable(archive.get(sequence));
  }

  @Override
  public void died(Validator validator, String why) {
    if (revives) {
      world.in(
          10_000 + chance.exponential(800_000),
          () -> {
            if (revives && !validator.isAlive()) {
              validator.start();
            }
          });
    }
  }

  @Override
  public boolean isTroubled() {
    return revives;
  }

  /** From now on who dies stays dead. */
  void stopReviving() {
    revives = false;
  }

  boolean isLiar(Validator validator) {
    return liars.containsKey(validator.id());
  }

  /** Whether it lies, or its disk did, or it runs twice. */
  boolean isFaulty(Validator validator) {
    return isLiar(validator)
        || validator.isRolledBack()
        || twinned.validators().contains(validator.id());
  }

  /** The members in order, then the second instances of those that run twice. */
  List<Validator> validators() {
    return validators;
  }

  Network network() {
    return network;
  }

  Courier courier() {
    return courier;
  }

  Swarm swarm() {
    return swarm;
  }

  long sent() {
    return sent;
  }

  /** A validator that lies, if there is one. */
  Optional<Validator> anyLiar() {
    List<Validator> lying = validators.stream().filter(this::isLiar).toList();
    return lying.isEmpty() ? Optional.empty() : Optional.of(chance.oneOf(lying));
  }

  /** A validator that can lose its disk: none that is faulty already. */
  Optional<Validator> victim() {
    List<Validator> able =
        validators.stream().filter(v -> !isFaulty(v) && !v.isForgetful()).toList();
    return able.isEmpty() ? Optional.empty() : Optional.of(chance.oneOf(able));
  }
}
