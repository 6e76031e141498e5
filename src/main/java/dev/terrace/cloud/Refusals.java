package dev.terrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Token;
import java.util.ArrayList;
import java.util.List;

/** Says why a Terraform Cloud refused a request. */
final class Refusals {
  private final String host;
  private final Token token;

  Refusals(String host, Token token) {
    this.host = host;
    this.token = token;
  }

  /** From the status and the errors in the body. */
  CloudException of(CloudHttp.Answer<String> answer) {
    String what = answer.what();
    if (answer.status() == 401) {
      return new CloudException(
          401,
          host
              + " does not accept the "
              + token
              + " (HTTP 401). Get a new one with: terraform login "
              + host);
    }
    String rules = errors(answer.body());
    if (answer.status() == 404) {
      return new CloudException(
          404,
          host
              + " has nothing for "
              + what
              + " (HTTP 404): it does not exist, or the "
              + token
              + " may not see it");
    }
    if (rules.isEmpty()) {
      return without(answer);
    }
    return new CloudException(
        answer.status(), host + " refused " + what + " (HTTP " + answer.status() + "): " + rules);
  }

  /** {@code title: detail (pointer)} of each error; empty if the body has none. */
  private static String errors(String body) {
    try {
      List<String> errors = new ArrayList<>();
      for (JsonNode error : Json.parse(body).path("errors")) {
        String title = error.isTextual() ? error.asText() : error.path("title").asText("");
        String detail = error.path("detail").asText("");
        String pointer = error.path("source").path("pointer").asText("");
        errors.add(
            title
                + (detail.isEmpty() || detail.equals(title)
                    ? ""
                    : (title.isEmpty() ? "" : ": ") + detail)
                + (pointer.isEmpty() ? "" : " (" + pointer + ")"));
      }
      return String.join("; ", errors);
    } catch (IllegalArgumentException e) {
      return ""; // not JSON: there are no errors in it
    }
  }

  /** From the status alone. */
  CloudException without(CloudHttp.Answer<?> answer) {
    return new CloudException(
        answer.status(),
        host + " refused " + answer.what() + ": HTTP " + answer.status() + ", " + answer.type());
  }
}
