package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.keys.PublicKey;

/** Keys, chain and configuration of a home: what would stop the start, said before. */
final class HomeChecks {

  private static final long EXPIRY_WARNING_DAYS = 60;

  private static final Set<String> WITHOUT_SECRETS = Set.of("journal", "history");

  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  private final Patient patient;
  private final Machine machine;
  private final List<Finding> findings;

  HomeChecks(Patient patient, Machine machine, List<Finding> findings) {
    this.patient = patient;
    this.machine = machine;
    this.findings = findings;
  }

  private Finding.Sheet about(String what) {
    return new Finding.Sheet(findings, what);
  }

  /** Who can read a key has it. */
  void rights() throws IOException {
    Finding.Sheet sheet = about("rights");
    Path folder = patient.home().folder();
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
      sheet.warn("this file system knows no rights", "see to it that nobody else reads " + folder);
      return;
    }
    List<String> open = new ArrayList<>();
    // Journal, blocks and the readable history hold no secret; the server makes them as it likes,
    // within a folder that is not theirs to enter.
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (WITHOUT_SECRETS.contains(path.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            look(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            look(path);
            return FileVisitResult.CONTINUE;
          }

          private void look(Path path) throws IOException {
            String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            if (!rights.endsWith("------")) {
              open.add(path + " (" + rights + ")");
            }
          }
        });
    if (open.isEmpty()) {
      sheet.ok("keys and passphrase are for their owner only");
    } else {
      sheet.fail(
          "others may use %s%s"
              .formatted(
                  open.get(0), open.size() == 1 ? "" : " and " + (open.size() - 1) + " more"),
          "chmod -R go= %s; if others could read the keys, they are no longer yours alone"
              .formatted(folder));
    }
  }

  /** What a broker that is to be of a cluster needs besides. */
  void cluster() {
    Finding.Sheet sheet = about("cluster");
    boolean clustered;
    try {
      clustered =
          Setting.clustered(key -> Optional.ofNullable(patient.configuration().getProperty(key)));
    } catch (IllegalArgumentException e) {
      sheet.fail(e.getMessage(), "see docs/configuration.md");
      return;
    }
    if (!clustered) {
      return;
    }
    Path password = patient.home().clusterPassword();
    if (!Files.isRegularFile(password)) {
      sheet.fail(
          "there is no " + password,
          "a cluster is one operator's: put the same file there on each of its nodes");
    } else if (WILDCARDS.contains(patient.node().listening().peers())) {
      sheet.fail(
          "jboss.bind.address.private=" + patient.node().listening().peers(),
          "the other brokers are told where to find this one: write its own address there");
    } else {
      sheet.ok("the brokers of all nodes forward for each other");
    }
  }

  /** G1: genesis, keystore and mark are of one chain, and this build plays it. */
  void chain() throws IOException {
    Finding.Sheet sheet = about("chain");
    Genesis genesis = patient.genesis();
    if (genesis.protocolVersion() != Ledger.PROTOCOL_VERSION
        || !genesis.rulesHash().equals(new RulesDocument(RulesTable.standard().toText()).hash())) {
      sheet.fail(
          "%s has protocol %d, or rules, that this build does not play (it plays %d)"
              .formatted(
                  patient.home().genesis(), genesis.protocolVersion(), Ledger.PROTOCOL_VERSION),
          "use the build that the chain runs");
    } else {
      sheet.ok("%s \"%s\"".formatted(genesis.chainId(), genesis.name()));
    }
    configuration();
  }

  private void configuration() {
    Finding.Sheet sheet = about("settings");
    NodeName name = patient.name();
    String file = patient.home().configuration().toString();
    String role = patient.configuration().getProperty("bitcraps.role", "");
    String id =
        patient.configuration().getProperty("bitcraps." + name.kind().word() + ".id", "").strip();
    List<String> missing =
        patient.others().stream()
            .filter(other -> name.isValidator() || other.isValidator())
            .filter(other -> patient.address(other).isEmpty())
            .map(other -> "bitcraps.peers." + other)
            .toList();
    if (!role.equals(name.kind().word()) || !id.equals(Integer.toString(name.id()))) {
      sheet.fail(
          "%s says bitcraps.role=%s and bitcraps.%s.id=%s, but the keys are those of %s"
              .formatted(file, role, name.kind().word(), id, name),
          "write there what the keys are");
    } else if (!missing.isEmpty()) {
      sheet.fail("%s lacks %s".formatted(file, missing), "write there host:port of each");
    } else {
      sheet.ok("%s, with the address of every other node".formatted(name));
    }
  }

  /** The keystore opens, is of this chain, and has the keys of genesis. */
  void keys() {
    Finding.Sheet sheet = about("keys");
    Path file = patient.home().keystore(patient.name());
    char[] passphrase = new char[0];
    try {
      passphrase = patient.passphrase();
      try (NodeSecrets secrets =
          Keystore.open(file, passphrase, patient.genesis().chainId().digest())) {
        if (hasKeysOfGenesis(secrets)) {
          sheet.ok("they open, are of this chain, and genesis has them for " + patient.name());
        } else {
          sheet.fail(
              file + ": genesis has other keys for " + patient.name(),
              "put the keystore of this node there, from its copy");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      sheet.fail(e.getMessage(), "without its keys this node cannot take part");
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private boolean hasKeysOfGenesis(NodeSecrets secrets) {
    if (!patient.name().isValidator()) {
      PublicKey own = secrets.signer(NodeSecrets.GATEWAY).publicKey();
      return patient.genesis().gateways().stream()
          .anyMatch(of -> of.id().equals(patient.name().gateway()) && of.key().equals(own));
    }
    PublicKey own = secrets.signer(NodeSecrets.VOTE).publicKey();
    byte[] beacon = secrets.copyOf(NodeSecrets.BEACON);
    try {
      return patient.genesis().validators().stream()
          .anyMatch(of ->
              of.id().equals(patient.name().validator())
                  && of.voteKey().equals(own)
                  && of.beaconKeyDigest().equals(Genesis.Validator.beaconKeyDigest(beacon)));
    } finally {
      Arrays.fill(beacon, (byte) 0);
    }
  }

  /** Our certificate, and those that we expect of others. */
  void certificates() {
    Finding.Sheet sheet = about("certificates");
    char[] passphrase = new char[0];
    try {
      passphrase = patient.passphrase();
      Path own = patient.home().tlsKeystore();
      KeyStore store = Patient.open(own, passphrase);
      List<String> late = new ArrayList<>();
      List<String> soon = new ArrayList<>();
      sort(patient.name().toString(), Patient.certificate(own, store, "node"), late, soon);
      for (NodeName other : patient.others()) {
        Path file = patient.home().trusted(other);
        KeyStore trusted = Patient.open(file, passphrase);
        sort(other.toString(), Patient.certificate(file, trusted, other.toString()), late, soon);
      }
      if (!late.isEmpty()) {
        sheet.fail("not valid now: " + late, "no TLS with these: see to clock and certificates");
      } else if (!soon.isEmpty()) {
        sheet.warn(
            "they end within %d days: %s".formatted(EXPIRY_WARNING_DAYS, soon),
            "agree with the others on new ones");
      } else {
        sheet.ok("ours and %d others are valid".formatted(patient.others().size()));
      }
    } catch (IOException e) {
      sheet.fail(e.getMessage(), "./bitcraps init makes the others' again; ours is in its copy");
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private void sort(
      String node, X509Certificate certificate, List<String> late, List<String> soon) {
    long now = machine.nowMs();
    long end = certificate.getNotAfter().toInstant().toEpochMilli();
    if (now < certificate.getNotBefore().toInstant().toEpochMilli() || now > end) {
      late.add(node);
    } else if (end - now < TimeUnit.DAYS.toMillis(EXPIRY_WARNING_DAYS)) {
      soon.add(node);
    }
  }

  /** P8: whether the journal that should be there is. */
  void journal(Journals journals) throws IOException {
    if (!patient.name().isValidator()) {
      return;
    }
    Finding.Sheet sheet = about("journal");
    Path mark = patient.home().firstStart(patient.name().validator());
    String chain = patient.genesis().chainId().toString();
    if (Files.exists(mark) && !Files.readString(mark).strip().equals(chain)) {
      sheet.fail(mark + " is of another chain", "put the files of this chain's home back");
      return;
    }
    Path folder = patient.home().journal(patient.name().validator());
    String said = "MISSING";
    if (Files.exists(folder)) {
      try {
        said = journals.inspect(folder, patient.genesis().chainId(), patient.name().validator());
      } catch (IOException e) {
        said = e.getMessage();
      }
    }
    String word = said.contains(" ") ? said.substring(0, said.indexOf(' ')) : said;
    String rest = said.substring(word.length()).strip();
    switch (word) {
      case "WHOLE" -> sheet.ok(rest);
      case "OPEN" -> sheet.ok(rest + ", which looks after it");
      case "TORN" ->
          sheet.warn(
              rest + " (a crash while it was written)",
              "nothing: the next start cuts them off; no vote refers to them");
      case "MISSING" -> {
        if (Files.exists(mark)) {
          sheet.ok("this validator has never started: its first start makes one");
        } else {
          sheet.warn(
              "there is none in " + folder + ", and this validator has started before (P8)",
              "put the one that was lost back if the disk still has it, never an older copy; else"
                  + " it stays mute until a checkpoint decides, and counts as faulty meanwhile");
        }
      }
      case "UNFIT" ->
          sheet.fail(
              rest,
              "put it back whole if the disk can; never an older copy. If it is lost:"
                  + " ./bitcraps unsafe-reset");
      default -> sheet.fail("it could not be read: " + said, "./mvnw package, and again");
    }
  }
}
