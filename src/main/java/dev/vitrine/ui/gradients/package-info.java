/** How long the gradient of each parameter is, how far an update moves it, over the whole run. */
package dev.vitrine.ui.gradients;
