/** The settings of a new run: a form made from the config's schema, and what a run with them would be. */
package dev.vitrine.ui.settings;
