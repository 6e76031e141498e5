package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudget;
import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudgetConfig;
import com.hashicorp.cdktf.providers.aws.budgets_budget.BudgetsBudgetNotification;
import dev.terrace.config.Names;
import java.util.List;
import software.constructs.Construct;

/**
 * What the account may cost a month: an e-mail at 80 % of it, and when more than all of it is
 * forecast.
 */
public final class MonthlyBudget extends Construct {

  /**
   * @param name the whole name
   * @param usd US dollars, 1 and up
   */
  public record Props(String name, int usd, String email) {}

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
            .notification(
                List.of(
                    notification("ACTUAL", 80, props.email()),
                    notification("FORECASTED", 100, props.email())))
            .build());
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
