package import Diagnostics
package import HCL

/// Limits that keep a configuration from exploding; each is named by the diagnostic that enforces it.
package struct Limits: Sendable {
  /// Instances of one resource or module call.
  package var instances = 100_000
  /// References that wait for each other, from an output down to the last local.
  package var referenceDepth = 1_000

  package init() {}
}

/// One evaluation of a whole configuration under given binding times.
///
/// Everything is evaluated when it is first asked for, so the order follows dependencies, never a
/// number of passes; what is being evaluated and asks for itself is a cycle.
package final class Evaluation {
  package let limits: Limits
  package let bindings: Bindings
  package let functions: [String: Function]
  package let functionEnvironment: FunctionEnvironment
  package let resourceTypes: [String: ResourceType]
  /// Recorded answers of data sources, by address and attribute.
  package let answers: [String: Fields]
  package var sink = DiagnosticSink()
  /// Places that need values which are not known, in the order in which they were met.
  package var demands: [Demand] = []
  /// Addresses of data sources and of resources that are not translated, as far as they were asked for.
  var answerable: [String] = []
  /// What is being evaluated now, outermost first: addresses for the path of a cycle.
  var open: [String] = []

  package init(
    bindings: Bindings, functions: [String: Function], functionEnvironment: FunctionEnvironment,
    resourceTypes: [String: ResourceType], answers: [String: Fields] = [:],
    limits: Limits = Limits()
  ) {
    self.bindings = bindings
    self.functions = functions
    self.functionEnvironment = functionEnvironment
    self.resourceTypes = resourceTypes
    self.answers = answers
    self.limits = limits
  }

  /// Reports what was not reported yet; afterwards the value is simply missing.
  package func report(_ failure: EvaluationFailure) {
    if case .diagnostic(let diagnostic) = failure { sink.report(diagnostic) }
  }

  package func demand(_ demand: Demand) { demands.append(demand) }
}

/// Something that is evaluated at most once.
enum Memo<Content> {
  case value(Content)
  case failed
  case open
}
