package dev.terrace.cli;

import dev.terrace.actions.doctor.Doctor;
import dev.terrace.actions.doctor.ServiceLinkedRoles;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.project.Project;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code terrace doctor}. */
@Command(name = "doctor")
final class DoctorCommand extends ProjectCommand implements Callable<Integer> {
  @Option(names = "--account")
  private boolean account;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Project project = project();
    List<Doctor.Finding> findings = new ArrayList<>(new Doctor(project).examine());
    if (account) {
      findings.addAll(new ServiceLinkedRoles(project.shell()).examine());
    }
    boolean good =
        findings.stream().noneMatch(finding -> finding.verdict() == Doctor.Verdict.MISSING);
    json.print(console(), () -> asJson(findings, good), () -> print(findings, good));
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(List<Doctor.Finding> findings, boolean good) {
    for (Doctor.Finding finding : findings) {
      String mark =
          switch (finding.verdict()) {
            case OK -> console().good("ok      ");
            case WARNING -> console().bad("warning ");
            case OPTIONAL -> console().dim("optional");
            case MISSING -> console().bad("missing ");
          };
      console().result(mark + "  " + finding.name() + ": " + finding.found());
      if (!finding.help().isEmpty()) {
        console().result("            " + Messages.indented(finding.help(), "            "));
      }
    }
    console()
        .result(
            good
                ? console().good("Nothing required is missing.")
                : console().bad("Something required is missing, see above."));
  }

  private static Document asJson(List<Doctor.Finding> findings, boolean good) {
    return new Document(
        good,
        findings.stream()
            .map(
                each ->
                    new Finding(
                        each.name(),
                        each.verdict().name().toLowerCase(Locale.ROOT),
                        each.found(),
                        each.help()))
            .toList());
  }

  private record Document(boolean ok, List<Finding> findings) {}

  private record Finding(String name, String verdict, String found, String help) {}
}
