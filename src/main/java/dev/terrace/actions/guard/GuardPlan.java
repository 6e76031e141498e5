package dev.terrace.actions.guard;

import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.guard.GuardReport;
import dev.terrace.guard.PlanGuard;
import dev.terrace.project.Project;
import dev.terrace.terraform.scan.NotAPlan;
import dev.terrace.terraform.scan.PlanScan;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Guards the plan of any Terraform configuration, whoever made it. Reads it as a stream. */
public final class GuardPlan {
  private static final String HINT =
      "\n  Write one with: terraform plan -out PLANFILE && terraform show -json PLANFILE > FILE";
  private static final String STANDARD_INPUT = "-";

  private final Project project;
  private final InputStream standardInput;

  /**
   * @param standardInput is read if the file is {@code -}
   */
  public GuardPlan(Project project, InputStream standardInput) {
    this.project = project;
    this.standardInput = standardInput;
  }

  /**
   * @param file what {@code terraform show -json} has printed of a plan; {@code -} is the standard
   *     input
   * @param waivers a file of waivers
   * @param stack whose waivers count; its environment and layer begin their patterns
   * @param today decides which waivers have expired
   */
  public record Request(
      String file, Optional<Path> waivers, Optional<StackId> stack, LocalDate today) {}

  /**
   * @param terraformVersion that made the plan; empty if it does not say
   * @param resources how many objects the plan names
   * @param changes how many of them change
   */
  public record Result(
      String file, String terraformVersion, long resources, int changes, GuardReport report) {}

  /**
   * @throws UserError of the kind usage if it is no plan, or a waiver is invalid
   */
  public Result run(Request request) {
    List<WaiverFile.Located> waivers = waivers(request);
    PlanScan plan = read(request.file());
    String layer =
        request
            .stack()
            .map(each -> each.environment().environment() + "/" + each.layer())
            .orElse("");
    GuardReport report =
        GuardReport.of(
            PlanGuard.refusals(plan), waivers, layer, address -> address, request.today());
    return new Result(
        request.file(), plan.terraformVersion(), plan.resources(), plan.changes().size(), report);
  }

  private List<WaiverFile.Located> waivers(Request request) {
    List<WaiverFile.Located> waivers = new ArrayList<>();
    request
        .waivers()
        .ifPresent(
            file -> {
              if (!Files.isRegularFile(file)) {
                throw UserError.usage(file + ": there is no such file");
              }
              waivers.addAll(Waivers.in(file));
            });
    request
        .stack()
        .ifPresent(stack -> waivers.addAll(Waivers.of(project, stack.environment().system())));
    return waivers;
  }

  private PlanScan read(String file) {
    if (file.equals(STANDARD_INPUT)) {
      return read("standard input", standardInput);
    }
    Path path = Path.of(file); // may be a pipe, such as /dev/fd/63
    if (!Files.exists(path) || Files.isDirectory(path)) {
      throw UserError.usage(file + ": there is no such file" + HINT);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return read(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static PlanScan read(String shownAs, InputStream in) {
    try {
      return PlanScan.read(in);
    } catch (NotAPlan e) {
      throw UserError.usage(shownAs + ": " + e.getMessage() + HINT);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + shownAs, e);
    }
  }
}
