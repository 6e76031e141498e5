package dev.terrace.support.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrace.terraform.TerraformEnvironment;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * AWS providers that the Terraform commands of a test's JVM share, as provider developers run
 * theirs:
 * https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode.
 *
 * <p>Most of a short command is Terraform starting the provider, up to three times, and reading the
 * schemas of all its resource types. Here it runs already, and tells the schemas of the types that
 * tests name; of {@link LargeTypes} only where they are needed. What it does with them is the same.
 * Commands through {@code ./terrace} start their providers themselves, as they do for users; so
 * does every command where there is no epoll.
 */
public final class SharedProvider {
  private static final Path BIN = Path.of("src", "test", "bin").toAbsolutePath();
  private static final String FOLDER = "folder=";
  private static final int KEPT = 2;

  /** Of one run of the tests, whose JVMs share it; else of this JVM. */
  private static final Path STORE = store();

  private static final System.Logger LOG = System.getLogger(SharedProvider.class.getName());

  private static SharedProvider shared;

  private final ServerSocket door;
  private final Map<List<String>, ProviderPool> pools = new LinkedHashMap<>(16, 0.75f, true);

  private SharedProvider() throws IOException {
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answer, "shared provider");
    thread.setDaemon(true);
    thread.start();
  }

  /** The same shell, in which {@code terraform} uses the shared providers. */
  public static Map<String, String> in(Map<String, String> shell) {
    Map<String, String> variables = new TreeMap<>(shell);
    variables.putAll(variables(shell));
    return variables;
  }

  /** What that takes on top of a shell, for programs that start {@code terraform} themselves. */
  public static Map<String, String> variables(Map<String, String> shell) {
    Map<String, String> variables = new TreeMap<>();
    TerraformEnvironment.program(shell)
        .filter(program -> Epoll.isAvailable())
        .ifPresent(
            program -> {
              variables.put("TERRACE_TEST_TERRAFORM", program.toString());
              variables.put("TERRACE_TEST_PROVIDER", Integer.toString(start().door.getLocalPort()));
              variables.put("PATH", BIN + ":" + shell.get("PATH"));
            });
    return variables;
  }

  /**
   * Lets a Terraform use the shared providers.
   *
   * @param terraform its command begins with {@code terraform}
   */
  public static void attach(ProcessBuilder terraform) {
    Map<String, String> variables = terraform.environment();
    variables.putAll(in(variables));
    List<String> words = new ArrayList<>(terraform.command());
    TerraformEnvironment.program(variables).ifPresent(program -> words.set(0, program.toString()));
    terraform.command(words);
  }

  private static Path store() {
    String named = System.getenv("TERRACE_TEST_INITS");
    try {
      return named == null ? Files.createTempDirectory("inits") : Path.of(named);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized SharedProvider start() {
    if (shared == null) {
      try {
        shared = new SharedProvider();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /** One that gets no answer fails; the next ones are answered. */
  private void answer() {
    while (true) {
      try (Socket socket = door.accept()) {
        answer(socket);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.ERROR, "a Terraform got no provider", e);
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    List<String> request = new ArrayList<>();
    for (String line = in.readLine(); line == null || !line.isEmpty(); line = in.readLine()) {
      if (line == null) {
        return; // killed while it asked
      }
      request.add(line);
    }
    String answer =
        request.get(0).equals("init")
            ? init(request.subList(1, request.size()))
            : provider(request) + "\n";
    socket.getOutputStream().write(answer.getBytes(UTF_8));
  }

  /** Nothing where Terraform itself has to look for the provider. */
  private String init(List<String> request) throws IOException {
    InitRequest asked = InitRequest.parse(request);
    Path program = TerraformEnvironment.program(System.getenv()).orElseThrow();
    Optional<InstalledProvider> installed =
        asked == null ? Optional.empty() : InstalledProvider.of(asked, program, STORE);
    return installed
        .map(
            found ->
                String.join(
                    "\n",
                    ProviderPool.address(door.getLocalPort()), // which an init never calls
                    found.folder().toString(),
                    found.path().toString(),
                    found.target() + "\n"))
        .orElse("\n");
  }

  /**
   * @param request {@code folder=PATH}, the provider's program, then {@code AWS_NAME=VALUE} each
   */
  private String provider(List<String> request) throws IOException {
    if (request.size() < 2 || !request.get(0).startsWith(FOLDER)) {
      throw new IOException("asked for a provider without a folder: " + request);
    }
    Path folder = Path.of(request.get(0).substring(FOLDER.length()));
    return pool(request.subList(1, request.size())).address(LargeTypes.neededIn(folder));
  }

  /**
   * @param request the provider's program, then {@code AWS_NAME=VALUE} each
   */
  private ProviderPool pool(List<String> request) throws IOException {
    ProviderPool found = pools.get(request);
    if (found != null) {
      return found;
    }
    Iterator<ProviderPool> eldest = pools.values().iterator();
    while (pools.size() >= KEPT && eldest.hasNext()) {
      if (eldest.next().closeWhereIdle()) {
        eldest.remove();
      }
    }
    Map<String, String> variables = new TreeMap<>();
    for (String line : request.subList(1, request.size())) {
      variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    ProviderPool created = new ProviderPool(Path.of(request.get(0)), variables);
    pools.put(request, created);
    return created;
  }
}
