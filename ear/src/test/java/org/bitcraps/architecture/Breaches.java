package org.bitcraps.architecture;

import java.util.List;

/** One fixture or more for every wall; {@link WallsTest} sees that none is missing. */
final class Breaches {

  static final List<Breach> ALL =
      List.of(
          Breach.of(
              "W1 evidence needs java.base only",
              "a logger of another module",
              "package org.bitcraps.evidence.keys; interface A { java.sql.Date it(); }"),
          Breach.of(
              "W1 evidence needs java.base only",
              "another room of the core",
              "package org.bitcraps.crypto; public interface Thing {}",
              "package org.bitcraps.evidence.proof; interface A { org.bitcraps.crypto.Thing it(); }"),
          Breach.of(
              "W1 protocol needs evidence only",
              "crypto",
              "package org.bitcraps.crypto; public interface Thing {}",
              "package org.bitcraps.protocol.pbft; interface A { org.bitcraps.crypto.Thing it(); }"),
          Breach.of(
              "W1 crypto knows evidence only",
              "protocol",
              "package org.bitcraps.protocol.consensus; public interface Thing {}",
              "package org.bitcraps.crypto; interface A { org.bitcraps.protocol.consensus.Thing it(); }"),
          Breach.of(
              "W1 simulator knows the core only",
              "a validator's hands",
              "package org.bitcraps.node.loop; public interface Thing {}",
              "package org.bitcraps.simulator; interface A { org.bitcraps.node.loop.Thing it(); }"),
          Breach.of(
              "W2 every line of evidence imports only lines above it",
              "keys use wire",
              "package org.bitcraps.evidence.wire; public interface Thing {}",
              "package org.bitcraps.evidence.keys; interface A { org.bitcraps.evidence.wire.Thing it(); }"),
          Breach.of(
              "W2 every line of evidence imports only lines above it",
              "craps use certificates, in an array",
              "package org.bitcraps.evidence.certificate; public interface Thing {}",
              "package org.bitcraps.evidence.craps; interface A { org.bitcraps.evidence.certificate.Thing[] it(); }"),
          Breach.of(
              "W2 every line of evidence imports only lines above it",
              "a line that DESIGN does not have",
              "package org.bitcraps.evidence.lottery; public interface Thing {}"),
          Breach.of(
              "W2 every line of protocol imports only lines above it",
              "safety uses pbft",
              "package org.bitcraps.protocol.pbft; public interface Thing {}",
              "package org.bitcraps.protocol.safety; interface A { org.bitcraps.protocol.pbft.Thing it(); }"),
          Breach.of(
              "W2 every line of protocol imports only lines above it",
              "pbft uses hotstuff",
              "package org.bitcraps.protocol.hotstuff; public interface Thing {}",
              "package org.bitcraps.protocol.pbft; interface A { org.bitcraps.protocol.hotstuff.Thing it(); }"),
          Breach.of(
              "W2 every line of protocol imports only lines above it",
              "the replica stores by itself",
              "package org.bitcraps.protocol.port; public interface Thing {}",
              "package org.bitcraps.protocol.replica; interface A { org.bitcraps.protocol.port.Thing it(); }"),
          Breach.of(
              "W2 pbft and hotstuff do not know each other",
              "hotstuff uses pbft",
              "package org.bitcraps.protocol.pbft; public interface Thing {}",
              "package org.bitcraps.protocol.hotstuff; interface A { org.bitcraps.protocol.pbft.Thing it(); }"),
          Breach.of(
              "W2 consensus does not know that bytes are bets",
              "pbft looks into bets",
              "package org.bitcraps.evidence.bet; public interface Thing {}",
              "package org.bitcraps.protocol.pbft; interface A { org.bitcraps.evidence.bet.Thing it(); }"),
          Breach.of(
              "W2 no cycles between packages",
              "rest and push know each other",
              "package org.bitcraps.gateway.rest; public interface A { org.bitcraps.gateway.push.B it(); }",
              "package org.bitcraps.gateway.push; public interface B { org.bitcraps.gateway.rest.A it(); }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a clock",
              "package org.bitcraps.evidence.craps; class A { Object it() { return System.nanoTime(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "the time of day",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return System.currentTimeMillis(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "now",
              "package org.bitcraps.evidence.craps; class A { Object it() { return java.time.Instant.now(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a clock by reference",
              "package org.bitcraps.protocol.pbft; class A { Object it() { java.util.function.LongSupplier s = System::nanoTime; return s; } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "chance",
              "package org.bitcraps.evidence.craps; class A { Object it() { return new java.util.Random(1); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a thread",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return Thread.currentThread(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a lock",
              "package org.bitcraps.evidence.craps; class A { Object it() { return new java.util.concurrent.locks.ReentrantLock(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a concurrent map",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return new java.util.concurrent.ConcurrentHashMap<String, String>(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a file",
              "package org.bitcraps.evidence.craps; class A { Object it() { return new java.io.File(\"x\"); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a path",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return java.nio.file.Path.of(\"x\"); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a socket",
              "package org.bitcraps.evidence.craps; class A { Object it() { return new java.net.InetSocketAddress(1); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "standard output",
              "package org.bitcraps.protocol.pbft; class A { Object it() { System.out.println(); return null; } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a logger",
              "package org.bitcraps.evidence.craps; class A { Object it() { return System.getLogger(\"x\"); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a setting of the JVM",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return System.getProperty(\"x\"); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a hash map",
              "package org.bitcraps.evidence.craps; class A { Object it() { return new java.util.HashMap<String, String>(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a hash set",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return new java.util.HashSet<String>(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a hash set by reference",
              "package org.bitcraps.evidence.craps; class A { Object it() { java.util.function.Supplier<Object> s = java.util.HashSet::new; return s; } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a salted set",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return java.util.Set.of(1, 2); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a copy in salted order",
              "package org.bitcraps.evidence.craps; class A { Object it() { return java.util.Set.copyOf(java.util.List.of(1)); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a salted map",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return java.util.Map.of(1, 2); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a copy of a map in salted order",
              "package org.bitcraps.evidence.craps; class A { Object it() { return java.util.Map.copyOf(new java.util.TreeMap<String, String>()); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a collector into a hash set",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return java.util.stream.Stream.of(1).collect(java.util.stream.Collectors.toSet()); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a collector into a hash map",
              "package org.bitcraps.evidence.craps; class A { Object it() { return java.util.stream.Stream.of(1).collect(java.util.stream.Collectors.groupingBy(x -> x)); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a parallel stream",
              "package org.bitcraps.protocol.pbft; class A { Object it() { return java.util.List.of(1).parallelStream(); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "arithmetic on doubles",
              "package org.bitcraps.evidence.craps; class A { Object it() { return (int) Math.sqrt(it().hashCode()); } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a double as result",
              "package org.bitcraps.protocol.pbft; class A { double it() { return 1.0; } }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a float field",
              "package org.bitcraps.protocol.safety; class A { float odds; }"),
          Breach.of(
              "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
              "a double parameter",
              "package org.bitcraps.evidence.execution; record A(double[] odds) {}"),
          Breach.of(
              "W4 only SafetyRules signs for a validator",
              "pbft signs",
              "package org.bitcraps.evidence.keys; public interface Signer { byte[] sign(byte[] message); }",
              "package org.bitcraps.protocol.pbft; class A { byte[] it(org.bitcraps.evidence.keys.Signer s) { return s.sign(null); } }"),
          Breach.of(
              "W4 only SafetyRules signs for a validator",
              "a neighbour of SafetyRules signs, by reference",
              "package org.bitcraps.evidence.keys; public interface Signer { byte[] sign(byte[] message); }",
              "package org.bitcraps.protocol.safety; class A { java.util.function.UnaryOperator<byte[]> it(org.bitcraps.evidence.keys.Signer s) { return s::sign; } }"),
          Breach.of(
              "W4 only SafetyRules signs for a validator",
              "the loop signs",
              "package org.bitcraps.evidence.keys; public interface Signer { byte[] sign(byte[] message); }",
              "package org.bitcraps.node.loop; class A { byte[] it(org.bitcraps.evidence.keys.Signer s) { return s.sign(null); } }"),
          Breach.of(
              "W4 only the output runner appends to the journal",
              "ingress appends",
              "package org.bitcraps.protocol.port; public interface Journal { void append(byte[] record); void force(); }",
              "package org.bitcraps.node.ingress; class A { void it(org.bitcraps.protocol.port.Journal j) { j.append(null); } }"),
          Breach.of(
              "W4 only the output runner appends to the journal",
              "start-up forces a concrete journal",
              "package org.bitcraps.protocol.port; public interface Journal { void append(byte[] record); void force(); }",
              "package org.bitcraps.persistence.journal; public final class FileJournal implements org.bitcraps.protocol.port.Journal { public void append(byte[] r) {} public void force() { append(null); } }",
              "package org.bitcraps.persistence.view; class A { void it() { } }",
              "package org.bitcraps.persistence.journal; class Opening { void it(FileJournal j) { j.force(); } }"),
          Breach.of(
              "W4 of the product only crypto sees a provider",
              "a gateway calls BouncyCastle",
              "package org.bouncycastle.math; public interface Thing {}",
              "package org.bitcraps.gateway.admission; interface A { org.bouncycastle.math.Thing it(); }"),
          Breach.of(
              "W4 of the product only crypto sees a provider",
              "a node calls ACCP",
              "package com.amazon.corretto.crypto.provider; public interface Thing {}",
              "package org.bitcraps.node.startup; interface A { com.amazon.corretto.crypto.provider.Thing it(); }"),
          Breach.of(
              "W4 of the product only crypto sees a provider",
              "the SDK lets the JDK choose",
              "package org.bitcraps.client.sdk; class A { Object it() throws Exception { return java.security.Signature.getInstance(\"Ed25519\"); } }"),
          Breach.of(
              "W5 a validator's hands know evidence, protocol, jms (and crypto to wire it)",
              "persistence is reached past its port",
              "package org.bitcraps.persistence.journal; public interface Thing {}",
              "package org.bitcraps.node.startup; interface A { org.bitcraps.persistence.journal.Thing it(); }"),
          Breach.of(
              "W5 the gateway knows evidence and jms (and crypto to wire it)",
              "the gateway decides",
              "package org.bitcraps.protocol.consensus; public interface Thing {}",
              "package org.bitcraps.gateway.dispatch; interface A { org.bitcraps.protocol.consensus.Thing it(); }"),
          Breach.of(
              "W5 the gateway knows evidence and jms (and crypto to wire it)",
              "the history's writer reaches past the port",
              "package org.bitcraps.persistence.view; public interface Thing {}",
              "package org.bitcraps.gateway.history; interface A { org.bitcraps.persistence.view.Thing it(); }"),
          Breach.of(
              "W5 crypto is seen where providers are wired",
              "the loop verifies by itself",
              "package org.bitcraps.crypto; public interface Thing {}",
              "package org.bitcraps.node.loop; interface A { org.bitcraps.crypto.Thing it(); }"),
          Breach.of(
              "W5 crypto is seen where providers are wired",
              "a resource verifies by itself",
              "package org.bitcraps.crypto; public interface Thing {}",
              "package org.bitcraps.gateway.rest; interface A { org.bitcraps.crypto.Thing it(); }"),
          Breach.of(
              "W5 persistence knows evidence and protocol",
              "persistence uses jms",
              "package org.bitcraps.jms; public interface Thing {}",
              "package org.bitcraps.persistence.journal; interface A { org.bitcraps.jms.Thing it(); }"),
          Breach.of(
              "W5 persistence.journal does not see persistence.view",
              "the journal uses the view",
              "package org.bitcraps.persistence.view; public interface Thing {}",
              "package org.bitcraps.persistence.journal; interface A { org.bitcraps.persistence.view.Thing it(); }"),
          Breach.of(
              "W5 persistence.view does not see persistence.journal",
              "the view uses the journal",
              "package org.bitcraps.persistence.journal; public interface Thing {}",
              "package org.bitcraps.persistence.view; interface A { org.bitcraps.persistence.journal.Thing it(); }"),
          Breach.of(
              "W5 jms knows no other room",
              "an envelope looks into bets",
              "package org.bitcraps.evidence.bet; public interface Thing {}",
              "package org.bitcraps.jms; interface A { org.bitcraps.evidence.bet.Thing it(); }"),
          Breach.of(
              "W5 the SDK knows evidence and crypto",
              "the SDK uses the gateway",
              "package org.bitcraps.gateway.rest; public interface Thing {}",
              "package org.bitcraps.client.sdk; interface A { org.bitcraps.gateway.rest.Thing it(); }"),
          Breach.of(
              "W5 the command line knows the SDK (and starts the simulator)",
              "the command line runs a replica",
              "package org.bitcraps.protocol.replica; public interface Thing {}",
              "package org.bitcraps.client.cli; interface A { org.bitcraps.protocol.replica.Thing it(); }"),
          Breach.of(
              "W5 the checker knows nothing of what it judges",
              "it reads certificates with the reader of those who wrote them",
              "package org.bitcraps.evidence.certificate; public interface Thing {}",
              "package org.bitcraps.checker; interface A { org.bitcraps.evidence.certificate.Thing it(); }"),
          Breach.of(
              "W6 jakarta.jms stays in jms, node.ingress, node.egress, gateway.dispatch, gateway.collection",
              "the loop receives",
              "package jakarta.jms; public interface Thing {}",
              "package org.bitcraps.node.loop; interface A { jakarta.jms.Thing it(); }"),
          Breach.of(
              "W6 jakarta.persistence stays in persistence.view",
              "the journal is a table",
              "package jakarta.persistence; public interface Thing {}",
              "package org.bitcraps.persistence.journal; interface A { jakarta.persistence.Thing it(); }"),
          Breach.of(
              "W6 org.eclipse.persistence stays in persistence.view",
              "the journal asks EclipseLink",
              "package org.eclipse.persistence.sessions; public interface Thing {}",
              "package org.bitcraps.persistence.journal; interface A { org.eclipse.persistence.sessions.Thing it(); }"),
          Breach.of(
              "W6 org.apache.activemq stays in jms",
              "the gateway builds a connection itself",
              "package org.apache.activemq.artemis.jms.client; public interface Thing {}",
              "package org.bitcraps.gateway.dispatch; interface A { org.apache.activemq.artemis.jms.client.Thing it(); }"),
          Breach.of(
              "W6 org.infinispan stays in node.startup",
              "a shelf looks for its cache itself",
              "package org.infinispan; public interface Thing {}",
              "package org.bitcraps.node.shelf; interface A { org.infinispan.Thing it(); }"),
          Breach.of(
              "W6 io.micrometer stays in node.observation, node.startup, gateway.observation, gateway.startup",
              "the loop counts for Prometheus",
              "package io.micrometer.core.instrument; public interface Thing {}",
              "package org.bitcraps.node.loop; interface A { io.micrometer.core.instrument.Thing it(); }"),
          Breach.of(
              "W6 org.flywaydb stays in persistence.view",
              "the gateway migrates",
              "package org.flywaydb.core; public interface Thing {}",
              "package org.bitcraps.gateway.history; interface A { org.flywaydb.core.Thing it(); }"),
          Breach.of(
              "W6 jakarta.ws.rs stays in gateway.rest, gateway.admin",
              "admission answers HTTP",
              "package jakarta.ws.rs.core; public interface Thing {}",
              "package org.bitcraps.gateway.admission; interface A { jakarta.ws.rs.core.Thing it(); }"),
          Breach.of(
              "W6 jakarta.websocket stays in gateway.push",
              "a resource opens sockets",
              "package jakarta.websocket; public interface Thing {}",
              "package org.bitcraps.gateway.rest; interface A { jakarta.websocket.Thing it(); }"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "BetManager",
              "package org.bitcraps.node.loop; public interface BetManager {}"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "BetHelper",
              "package org.bitcraps.node.loop; public interface BetHelper {}"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "BetUtil",
              "package org.bitcraps.node.loop; public interface BetUtil {}"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "JournalImpl",
              "package org.bitcraps.node.loop; public interface JournalImpl {}"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "ReplicaBase",
              "package org.bitcraps.node.loop; public interface ReplicaBase {}"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "MessageHandler",
              "package org.bitcraps.node.loop; public interface MessageHandler {}"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "AbstractReplica",
              "package org.bitcraps.node.loop; public interface AbstractReplica {}"),
          Breach.of(
              "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
              "a nested name",
              "package org.bitcraps.client.sdk; interface A { interface BetUtil {} }"));

  private Breaches() {}
}
