package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.TableStatus;
import org.bitcraps.crypto.ceremony.CeremonyException;
import org.bitcraps.crypto.ceremony.Charter;
import org.bitcraps.crypto.ceremony.Member;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.TableId;

/** The other nodes as this one sees them: their doors, and what time it is there. */
final class PeerChecks {

  private static final long CLOCK_SECONDS_MAX = 5;

  private final Patient patient;
  private final Machine machine;
  private final List<Finding> findings;

  PeerChecks(Patient patient, Machine machine, List<Finding> findings) {
    this.patient = patient;
    this.machine = machine;
    this.findings = findings;
  }

  private Finding.Sheet about(String what) {
    return new Finding.Sheet(findings, what);
  }

  /** Each other node at its address, with the certificate that we expect there. */
  void doors() {
    char[] passphrase = new char[0];
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      passphrase = patient.passphrase();
      char[] shared = passphrase;
      KeyStore self = Patient.open(patient.home().tlsKeystore(), passphrase);
      SortedMap<NodeName, Future<PeerDoor.Knock>> knocks = new TreeMap<>();
      for (NodeName other : patient.others()) {
        // A gateway connects to validators only.
        if ((patient.name().isValidator() || other.isValidator())
            && patient.address(other).isPresent()) {
          Path file = patient.home().trusted(other);
          X509Certificate expected =
              Patient.certificate(file, Patient.open(file, passphrase), other.toString());
          String address = patient.address(other).get();
          knocks.put(other, threads.submit(() -> PeerDoor.at(address, self, shared, expected)));
        }
      }
      for (NodeName other : knocks.keySet()) {
        say(other, patient.address(other).orElseThrow(), knocks.get(other).get());
      }
    } catch (IOException | ExecutionException e) {
      about("peers").fail(e.getMessage(), "see to keys and certificates first");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private void say(NodeName other, String address, PeerDoor.Knock knock) {
    Finding.Sheet sheet = about(other.toString());
    switch (knock.answer()) {
      case OPEN -> sheet.ok(address + " shows the certificate of its member file, and knows ours");
      case UNREACHABLE ->
          sheet.warn(
              "nobody answers at %s: %s".formatted(address, knock.says()),
              "it may be down; else see to the firewall, or to bitcraps.peers.%s in %s"
                  .formatted(other, patient.home().configuration()));
      case ANOTHER ->
          sheet.fail(
              "%s shows another certificate than that of its member file (%s)"
                  .formatted(address, knock.says()),
              "somebody else answers there, or it was initialised anew: ask its operator");
      case REFUSES_US ->
          sheet.fail(
              "%s does not know our certificate: %s".formatted(address, knock.says()),
              "its operator has another member file of this node than we: compare what init prints");
    }
  }

  /** P6: a clock that is off by more than the chain allows makes no proposals that others take. */
  void clock() {
    Finding.Sheet sheet = about("clock");
    long mostMs = patient.genesis().parameters().get(Parameter.MAX_SKEW_MS);
    List<String> told = new ArrayList<>();
    long worstMs = 0;
    for (Member gateway : gateways()) {
      Optional<Reading> reading = read(gateway);
      if (reading.isPresent()) {
        told.add("%s %+d ms".formatted(gateway.node(), reading.get().offMs()));
        worstMs = Math.max(worstMs, reading.get().surelyMs());
      }
    }
    if (told.isEmpty()) {
      sheet.warn(
          "no gateway of the chain tells its time now",
          "see to it that this machine's clock is kept by NTP (chronyc tracking, timedatectl)");
    } else if (worstMs > mostMs) {
      sheet.fail(
          "it is off, against %s; the chain allows %d ms".formatted(told, mostMs),
          "keep it by NTP: the others refuse proposals that come from another time");
    } else if (worstMs > mostMs / 2) {
      sheet.warn("it is off, against %s".formatted(told), "keep it by NTP");
    } else {
      sheet.ok("against %s; the chain allows %d ms".formatted(told, mostMs));
    }
  }

  /** How far another clock is ahead, and how far off it is whenever between they looked. */
  private record Reading(long offMs, long surelyMs) {}

  /** Empty if it is down, or does not tell: others may. */
  private Optional<Reading> read(Member gateway) {
    try (BitcrapsClient client = BitcrapsClient.of(URI.create(gateway.players()))) {
      time(client); // the first one opens the connection
      long beforeMs = machine.nowMs();
      long theirsMs = time(client);
      long afterMs = machine.nowMs();
      long offMs = theirsMs - (beforeMs + afterMs) / 2;
      return Optional.of(
          new Reading(offMs, Math.max(0, Math.abs(offMs) - (afterMs - beforeMs + 1) / 2)));
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static long time(BitcrapsClient client)
      throws ExecutionException, InterruptedException, TimeoutException {
    TableStatus table = client.table(new TableId(0)).get(CLOCK_SECONDS_MAX, TimeUnit.SECONDS);
    return table.timeMs();
  }

  /** Other gateways that said where players reach them. */
  private List<Member> gateways() {
    List<Member> told = new ArrayList<>();
    try {
      Charter charter =
          Charter.read(
              patient.home().charter().toString(), Files.readAllBytes(patient.home().charter()));
      for (NodeName other : patient.others()) {
        Path file = patient.home().member(other);
        if (!other.isValidator() && Files.exists(file)) {
          Member member =
              Member.read(file.toString(), Files.readAllBytes(file), charter, machine.nowMs());
          if (!member.players().isEmpty()) {
            told.add(member);
          }
        }
      }
    } catch (CeremonyException e) {
      about("members").fail(e.getMessage(), "put the file that was collected back");
    } catch (IOException e) {
      about("members").warn(e.getMessage(), "charter and members are kept in the home");
    }
    return told;
  }
}
