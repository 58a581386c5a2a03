package com.example.leads;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Runs the features of this package. */
@Suite
@IncludeEngines("cucumber")
@SelectPackages("com.example.leads")
class CucumberTest {}
