package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.state.StateRelocation.Step;
import dev.terrace.state.StateRelocation.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Resources that change their state, in files. */
final class StateRelocationTest {
  private static final StackId DATA = new EnvironmentId("shop", "production").stack("data");
  private static final StackId FILES = new EnvironmentId("shop", "production").stack("files");
  private static final String BUCKET = "aws_s3_bucket.files_1A2B3C4D";
  private static final String POLICY = "aws_s3_bucket_policy.files_policy_2A2B3C4D";
  private static final String KEY = "aws_kms_key.key_3A2B3C4D";
  private static final String TABLE = "aws_dynamodb_table.table_4A2B3C4D";
  private static final List<Step> STEPS =
      List.of(
          new Step(BUCKET, "aws_s3_bucket.store_5A2B3C4D"),
          new Step(POLICY, "aws_s3_bucket_policy.store_policy_6A2B3C4D"));

  @TempDir private Path folder;

  private static String resource(String address, String id, String... dependencies) {
    String[] parts = address.split("\\.", -1);
    return """
        {"mode": "managed", "type": "%s", "name": "%s",
         "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
         "instances": [{"schema_version": 0, "attributes": {"id": "%s", "size": 1.50},
           "dependencies": [%s]}]}"""
        .formatted(
            parts[0],
            parts[1],
            id,
            String.join(
                ", ", List.of(dependencies).stream().map(each -> "\"" + each + "\"").toList()));
  }

  private void state(StackId stack, int serial, String... resources) throws IOException {
    Files.writeString(
        file(stack),
        """
        {"version": 4, "terraform_version": "1.11.4", "serial": %d, "lineage": "of-%s",
         "outputs": {"a": {"value": "b", "type": "string"}}, "resources": [%s]}"""
            .formatted(serial, stack.layer(), String.join(", ", resources)));
  }

  private void begin() throws IOException {
    state(
        DATA,
        7,
        resource(KEY, "key-1"),
        resource(BUCKET, "shop-files", KEY),
        resource(POLICY, "shop-files", BUCKET, KEY));
    state(FILES, 3, resource(TABLE, "table"));
  }

  private Path file(StackId stack) {
    return folder.resolve(stack.stackName() + ".tfstate");
  }

  private StoredState read(StackId stack) throws IOException {
    return StoredState.parse(Files.readString(file(stack))).orElseThrow();
  }

  private Set<String> addresses(StackId stack) throws IOException {
    return new TreeSet<>(read(stack).resources().keySet());
  }

  private Written move() {
    return StateRelocation.move(new FileState(DATA, folder), new FileState(FILES, folder), STEPS);
  }

  private void assertMoved() throws IOException {
    assertThat(addresses(DATA)).containsExactly(KEY);
    assertThat(addresses(FILES))
        .containsExactlyInAnyOrder(TABLE, STEPS.get(0).to(), STEPS.get(1).to());
  }

  @Test
  void what_is_known_of_a_resource_goes_with_it() throws IOException {
    begin();
    JsonNode policy = read(DATA).tree().at("/resources/2");

    Written written = move();

    assertMoved();
    assertThat(written.source().serial()).isEqualTo(8);
    assertThat(written.destination().serial()).isEqualTo(4);
    assertThat(read(DATA).lineage()).isEqualTo("of-data");
    assertThat(read(FILES).tree().path("outputs")).isNotEmpty();
    JsonNode moved = read(FILES).tree().at("/resources/2");
    assertThat(moved.path("provider")).isEqualTo(policy.path("provider"));
    assertThat(moved.at("/instances/0/attributes")).isEqualTo(policy.at("/instances/0/attributes"));
    assertThat(moved.at("/instances/0/dependencies"))
        .as("the bucket by its new address, without the key that stays")
        .singleElement()
        .satisfies(each -> assertThat(each.asText()).isEqualTo(STEPS.get(0).to()));
    assertThat(new LocalBackups(DATA, folder).entries())
        .as("the versions before and after are kept")
        .extracting(each -> each.state().orElseThrow().serial())
        .containsExactly(8L, 7L);
  }

  @Test
  void a_stack_that_was_split_off_gets_its_first_state() throws IOException {
    begin();
    Files.delete(file(FILES));

    move();

    assertThat(addresses(FILES)).hasSize(2);
    assertThat(read(FILES).serial()).isEqualTo(1);
    assertThat(read(FILES).lineage()).isNotEqualTo("of-data").isNotBlank();
    assertThat(read(FILES).tree().path("terraform_version").asText()).isEqualTo("1.11.4");
  }

  @Test
  void another_resource_in_its_place_is_not_overwritten() throws IOException {
    begin();
    state(FILES, 3, resource(STEPS.get(0).to(), "another"));
    String data = Files.readString(file(DATA));
    String files = Files.readString(file(FILES));

    assertThatThrownBy(this::move)
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "shop/production/files has another resource as %s already"
                .formatted(STEPS.get(0).to()));

    assertThat(file(DATA)).hasContent(data);
    assertThat(file(FILES)).hasContent(files);
  }

  @Test
  void a_damaged_state_and_a_missing_one_are_not_written() throws IOException {
    begin();
    Files.writeString(file(FILES), "{\"version\": 4");
    assertThatThrownBy(this::move)
        .isInstanceOf(RefusedException.class)
        .hasMessage("shop/production/files: its state is damaged; nothing was moved");
    assertThat(file(FILES)).hasContent("{\"version\": 4");

    Files.delete(file(DATA));
    assertThatThrownBy(this::move).isInstanceOf(RefusedException.class);
    assertThat(file(DATA)).doesNotExist();
  }

  /** Where a run is killed. */
  enum Point {
    LOCKED,
    DESTINATION_WRITTEN,
    SOURCE_WRITTEN
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void a_run_that_is_killed_loses_nothing_and_the_next_one_completes_it(Point point)
      throws Exception {
    begin();
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName(),
                folder.toString(),
                point.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("waiting");
      for (StackId stack : List.of(DATA, FILES)) {
        assertThatThrownBy(() -> new FileState(stack, folder).lock())
            .isInstanceOf(LockedException.class);
      }
    } finally {
      other.destroyForcibly().waitFor(); // SIGKILL
    }

    assertThat(addresses(DATA).contains(BUCKET)).isEqualTo(point != Point.SOURCE_WRITTEN);
    assertThat(addresses(FILES).contains(STEPS.get(0).to())).isEqualTo(point != Point.LOCKED);
    if (point == Point.SOURCE_WRITTEN) {
      assertThatThrownBy(this::move)
          .hasMessage(BUCKET + " is no longer in the state: somebody changed it meanwhile");
    } else {
      move();
    }
    assertMoved();
  }

  /** Another run, which stops at a point until it is killed. */
  static final class Run {
    private Run() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      Point point = Point.valueOf(arguments[1]);
      StateRelocation.move(
          new Stopping(new FileState(DATA, folder), point == Point.SOURCE_WRITTEN, false),
          new Stopping(
              new FileState(FILES, folder),
              point == Point.DESTINATION_WRITTEN,
              point == Point.LOCKED),
          STEPS);
    }
  }

  /** Waits before or after it is written. */
  private record Stopping(RelocatedState state, boolean after, boolean before)
      implements RelocatedState {
    @Override
    public StackId stack() {
      return state.stack();
    }

    @Override
    public Held lock() {
      Held held = state.lock();
      return new Held() {
        @Override
        public Optional<StoredState> read() {
          return held.read();
        }

        @Override
        public StoredState write(StoredState next) {
          stop(before);
          StoredState written = held.write(next);
          stop(after);
          return written;
        }

        @Override
        public void close() {
          held.close();
        }
      };
    }

    private static void stop(boolean now) {
      if (now) {
        System.out.println("waiting");
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
