package dev.terrace.check.model;

import java.util.ArrayList;
import java.util.List;

/** The ways in which a policy can name a secret or a parameter. */
public final class SecretNames {
  /**
   * Secrets Manager adds a hyphen and six characters to the name of a secret
   * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html).
   */
  private static final String SUFFIX = "-AbCdEf";

  private SecretNames() {}

  /**
   * Of an {@code aws_secretsmanager_secret} or {@code aws_ssm_parameter}: the reference to its ARN
   * and its ARN with the account as {@code {account}}.
   */
  public static List<String> of(Model model, Resource resource) {
    List<String> names = new ArrayList<>();
    names.add(Model.token(resource, "arn"));
    String name = model.expand(resource, resource.text("name"));
    if (resource.type().equals("aws_ssm_parameter")) {
      names.add(parameter(model, name));
    } else if (!name.isEmpty()) {
      names.add("arn:aws:secretsmanager:" + model.region() + ":{account}:secret:" + name + SUFFIX);
    }
    return names;
  }

  /**
   * Of what {@code valueFrom} of a container names.
   *
   * @param from with expressions filled in
   */
  public static List<String> ofValueFrom(Model model, String from) {
    List<String> names = new ArrayList<>();
    String arn = from.startsWith("<") ? from.substring(0, from.indexOf('>') + 1) : from;
    if (from.startsWith("arn:aws:secretsmanager")) {
      String[] parts = from.split(":", -1);
      arn = String.join(":", List.of(parts).subList(0, Math.min(7, parts.length)));
    }
    names.add(arn);
    if (from.startsWith("/")) {
      names.add(parameter(model, from));
    }
    model.named(arn).ifPresent(each -> names.addAll(of(model, each)));
    return names;
  }

  /**
   * A name with a slash in front stands after {@code parameter} as it is, another one after one.
   */
  private static String parameter(Model model, String name) {
    return "arn:aws:ssm:"
        + model.region()
        + ":{account}:parameter"
        + (name.startsWith("/") ? "" : "/")
        + name;
  }
}
