/** Keys that the systems of the templates have in common. */
package dev.terrace.spec.web;
