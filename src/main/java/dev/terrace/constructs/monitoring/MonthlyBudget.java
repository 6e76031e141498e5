package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudget;
import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudgetConfig;
import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudgetCostFilter;
import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudgetNotification;
import dev.terrace.config.Names;
import java.util.List;
import software.constructs.Construct;

/**
 * What the resources of an environment may cost a month: an e-mail at 80 % of it, and when more
 * than all of it is forecast. They are found by a tag, which a person has to activate as a cost
 * allocation tag (AWS Billing user guide, "Activating user-defined cost allocation tags"); until
 * then the budget counts nothing.
 */
public final class MonthlyBudget extends Construct {

  /**
   * @param name the whole name
   * @param usd US dollars, 1 and up
   * @param tag key of the tag; null: the whole account is counted
   * @param value of the tag
   */
  public record Props(String name, int usd, String email, String tag, String value) {}

  public MonthlyBudget(Construct scope, String id, Props props) {
    super(scope, id);
    new BudgetsBudget(
        this,
        "budget",
        BudgetsBudgetConfig.builder()
            .name(Names.exact(Names.Kind.BUDGET, props.name()))
            .budgetType("COST")
            .timeUnit("MONTHLY")
            .limitAmount(String.valueOf(props.usd()))
            .limitUnit("USD")
            .costFilter(props.tag() == null ? null : List.of(costs(props)))
            .notification(
                List.of(
                    notification("ACTUAL", 80, props.email()),
                    notification("FORECASTED", 100, props.email())))
            .build());
  }

  /** AWS Budgets API, Budget, CostFilters: {@code user:Key$value} of a tag that a user made. */
  private static BudgetsBudgetCostFilter costs(Props props) {
    return BudgetsBudgetCostFilter.builder()
        .name("TagKeyValue")
        .values(List.of("user:" + props.tag() + "$" + props.value()))
        .build();
  }

  private static BudgetsBudgetNotification notification(String type, int percent, String email) {
    return BudgetsBudgetNotification.builder()
        .notificationType(type)
        .comparisonOperator("GREATER_THAN")
        .threshold(percent)
        .thresholdType("PERCENTAGE")
        .subscriberEmailAddresses(List.of(email))
        .build();
  }
}
