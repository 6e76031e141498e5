package dev.terrace.report.access;

import dev.terrace.report.access.AccessChange.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Access that a plan describes in values which it marks as sensitive: they are not shown. */
final class SensitiveAccess {
  private static final Set<String> IDENTITIES = Set.of("aws_iam_role", "aws_iam_user");
  private static final Set<String> OF_IDENTITIES =
      Set.of("inline_policy", "managed_policy_arns", "permissions_boundary");
  private static final List<String> OTHER_TYPES =
      List.of(
          "aws_iam_group_policy_attachment",
          "aws_iam_policy_attachment",
          "aws_iam_role_policy_attachment",
          "aws_iam_user_policy_attachment",
          "aws_security_group",
          "aws_default_security_group",
          "aws_vpc_security_group_",
          "aws_lambda_permission",
          "aws_s3_bucket_public_access_block");
  private static final Set<String> HARMLESS = Set.of("tags", "tags_all", "description");

  private SensitiveAccess() {}

  /** Empty if what decides the access is not sensitive. */
  static Optional<AccessChange> of(Changed changed) {
    Set<String> hidden = new TreeSet<>();
    for (String attribute : changed.change().sensitive()) {
      if (decides(changed.change().type(), attribute)) {
        hidden.add(attribute);
      }
    }
    String place =
        changed.configured().map(each -> each.resource().path()).orElse(changed.change().address());
    return hidden.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AccessChange(
                changed.stack(),
                changed.change().address(),
                Kind.UNKNOWN,
                "what " + place + " allows is marked as sensitive: " + String.join(", ", hidden)));
  }

  private static boolean decides(String type, String attribute) {
    List<PolicyTypes.Holder> holders = PolicyTypes.of(type);
    boolean ofPolicy =
        holders.stream()
            .anyMatch(
                each -> each.attribute().equals(attribute) || each.holder().equals(attribute));
    return ofPolicy
        || (IDENTITIES.contains(type) && OF_IDENTITIES.contains(attribute))
        || (holders.isEmpty()
            && !HARMLESS.contains(attribute)
            && OTHER_TYPES.stream().anyMatch(type::startsWith));
  }
}
