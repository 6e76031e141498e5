package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.List;

/** Lifecycle policies that delete the image that runs, after some builds. */
public final class ExpiredRunningImage implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-image-expires",
              Severity.ERROR,
              "A lifecycle policy deletes the image that runs",
              "Give released images a tag of their own and keep them with an earlier rule.")
          .with("https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource policy : model.all("aws_ecr_lifecycle_policy")) {
      boolean kept = false;
      for (JsonNode rule : byPriority(policy)) {
        JsonNode selection = rule.path("selection");
        if (selection.path("tagStatus").asText().equals("tagged")) {
          kept = true; // an image that one rule selects is not seen by later ones
        }
        boolean any = selection.path("tagStatus").asText().equals("any");
        boolean count = selection.path("countType").asText().equals("imageCountMoreThan");
        if (any && count && !kept) {
          findings.add(
              policy,
              "policy",
              "more than "
                  + selection.path("countNumber").asText()
                  + " images expire, whatever their tag");
        }
      }
    }
  }

  private static List<JsonNode> byPriority(Resource policy) {
    List<JsonNode> rules = new ArrayList<>(Resource.list(policy.document("policy").path("rules")));
    rules.sort(java.util.Comparator.comparingInt(rule -> rule.path("rulePriority").asInt()));
    return rules;
  }
}
