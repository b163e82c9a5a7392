/** The first screen: a mini of everything. */
package dev.vitrine.ui.home;
