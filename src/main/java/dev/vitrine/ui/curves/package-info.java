/** How the numbers of the runs change over the steps. */
package dev.vitrine.ui.curves;
