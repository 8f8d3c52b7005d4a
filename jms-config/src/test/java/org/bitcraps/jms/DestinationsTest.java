package org.bitcraps.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The constants and the CLI scripts are one truth. */
class DestinationsTest {

  private static final Pattern QUEUE_ADDED =
      Pattern.compile("(?m)^\\S*/jms-queue=(\\S+?):add\\(entries=\\[(\\S+?)],durable=true\\)$");
  private static final Pattern SETTING_ADDED =
      Pattern.compile("(?m)^\\S*/address-setting=jms\\.queue\\.(\\S+?):add\\((\\S+)\\)$");
  private static final Pattern REMOVED =
      Pattern.compile("(?m)^\\S*/(jms-queue|address-setting)=(?:jms\\.queue\\.)?(\\S+?):remove$");

  private static final String QUEUES = "jms-config/src/main/cli/install-queues.cli";
  private static final String INBOX = "server-config/src/main/cli/node/install-inbox.cli";

  /** WildFly wants a name of each queue in its directory; we ask the broker for queues. */
  private static final String JNDI = "java:/jms/queue/";

  /** With one node in a server. */
  private static final List<String> OF_NODE =
      List.of(Destinations.NODE_VOTES, Destinations.NODE_BODIES, Destinations.NODE_BLOCKS);

  private static final String CLUSTER = "server-config/src/main/cli/clustered/install-cluster.cli";

  /** Where the brokers of all nodes are a cluster: queues of any number of nodes. */
  private static final List<String> OF_CLUSTER =
      List.of(
          Destinations.votes(0).replace("0", "*"),
          Destinations.bodies(0).replace("0", "*"),
          Destinations.blocks(0).replace("0", "*"));

  /** The server of install-queues.cli runs validators 0 … 3 and gateway 0. */
  private static List<String> ofScript() {
    List<String> names = new ArrayList<>();
    IntStream.range(0, 4)
        .forEach(validator -> {
          names.add(Destinations.votes(validator));
          names.add(Destinations.bodies(validator));
        });
    names.add(Destinations.blocks(0));
    return names;
  }

  @Test
  void theScriptMakesTheseQueuesUnderTheseNames() throws IOException {
    List<MatchResult> added = find(QUEUE_ADDED, QUEUES);
    assertThat(added.stream().map(line -> line.group(1))).containsExactlyElementsOf(ofScript());
    assertThat(added.stream().map(line -> line.group(2)))
        .containsExactlyElementsOf(ofScript().stream().map(JNDI::concat).toList());
  }

  @Test
  void theInboxOfANodeHasTheseQueuesUnderTheseNames() throws IOException {
    List<MatchResult> added = find(QUEUE_ADDED, INBOX);
    assertThat(added.stream().map(line -> line.group(1))).containsExactlyElementsOf(OF_NODE);
    assertThat(added.stream().map(line -> line.group(2)))
        .containsExactlyElementsOf(OF_NODE.stream().map(JNDI::concat).toList());
  }

  @Test
  void everyQueueDropsWhatIsTooMuchAndHoldsTheLargestBody() throws IOException {
    List<MatchResult> settings = new ArrayList<>(find(SETTING_ADDED, QUEUES));
    settings.addAll(find(SETTING_ADDED, INBOX));
    settings.addAll(find(SETTING_ADDED, CLUSTER));
    List<String> all = new ArrayList<>(ofScript());
    all.addAll(OF_NODE);
    all.addAll(OF_CLUSTER);
    assertThat(settings.stream().map(line -> line.group(1))).containsExactlyElementsOf(all);
    for (MatchResult line : settings) {
      List<String> values = List.of(line.group(2).split(","));
      assertThat(values)
          .as(line.group(1))
          .contains("address-full-policy=DROP") // Link.send must not wait
          .contains("expiry-delay=" + Outbox.LIFE_MS);
      if (!line.group(1).endsWith(".votes")) {
        assertThat(values).contains("max-size-bytes=" + Envelope.BODY_BYTES_MAX);
      }
    }
  }

  @Test
  void whatIsMadeIsAlsoRemoved() throws IOException {
    Stream<String> removed =
        find(REMOVED, "jms-config/src/main/cli/remove-queues.cli").stream()
            .map(line -> line.group(1) + " " + line.group(2));
    List<String> made =
        ofScript().stream()
            .flatMap(name -> Stream.of("jms-queue " + name, "address-setting " + name))
            .toList();
    assertThat(removed).containsExactlyElementsOf(made.reversed());
  }

  @Test
  void anIdHasTwoBytes() {
    assertThat(Destinations.votes(0xffff)).isEqualTo("bitcraps.validator.65535.votes");
    assertThatThrownBy(() -> Destinations.bodies(0x10000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Destinations.blocks(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<MatchResult> find(Pattern pattern, String script) throws IOException {
    Path path = Path.of(System.getProperty("bitcraps.root"), script);
    return pattern.matcher(Files.readString(path)).results().toList();
  }
}
