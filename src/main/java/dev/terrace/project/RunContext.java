package dev.terrace.project;

import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Ui;

/**
 * What every action of one run shares.
 *
 * @param ui takes progress and questions
 * @param interrupts the Terraform processes that Ctrl-C ends
 * @param locks the working folders that this run holds
 */
public record RunContext(Project project, Ui ui, Interrupts interrupts, FolderLocks locks) {}
