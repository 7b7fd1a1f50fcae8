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
  package let functionEnvironment: FunctionEnvironment
  package let resourceTypes: TypeRegistry
  /// Recorded answers of data sources, by address and attribute.
  package let answers: [String: Fields]
  /// Nil where that is not known.
  private let referred: ReferredResources?
  package var sink = DiagnosticSink()
  /// Places that need values which are not known, in the order in which they were met.
  package var demands: [Demand] = []
  /// Addresses of data sources and of resources that are not translated, as far as they were asked for.
  var answerable: [String] = []
  /// What is being evaluated now, outermost first: for the path of a cycle.
  var open: [OpenReference] = []

  package init(
    bindings: Bindings, functionEnvironment: FunctionEnvironment,
    resourceTypes: TypeRegistry, answers: [String: Fields] = [:],
    referred: ReferredResources? = nil, limits: Limits = Limits()
  ) {
    self.bindings = bindings
    self.functionEnvironment = functionEnvironment
    self.resourceTypes = resourceTypes
    self.answers = answers
    self.referred = referred
    self.limits = limits
  }

  /// Reports what was not reported yet; afterwards the value is simply missing.
  package func report(_ failure: EvaluationFailure) {
    if case .diagnostic(let diagnostic) = failure { sink.report(diagnostic) }
  }

  /// Whether some expression may ask for a resource's value.
  func isReferred(_ key: ResourceKey, in module: ModuleConfiguration) -> Bool {
    referred.map { $0[module.directory]?.contains(key) ?? false } ?? true
  }

  package func demand(_ demand: Demand) { demands.append(demand) }
}

/// The resources that some expression names, by the directory of their module.
package typealias ReferredResources = [String: Set<ResourceKey>]

/// Something of a module instance that may be referred to.
enum Referent: Sendable {
  case variable(String)
  case local(String)
  case output(String)
  case resource(ResourceKey)
  case call(String)

  var text: String {
    switch self {
    case .variable(let name): "var.\(name)"
    case .local(let name): "local.\(name)"
    case .output(let name): "output.\(name)"
    case .resource(let key): key.text
    case .call(let name): "module.\(name)"
    }
  }
}

/// A referent under evaluation. Its address is made when somebody wants to read it.
struct OpenReference {
  var modulePrefix: String
  var referent: Referent

  var address: String { modulePrefix + referent.text }
}

/// Something that is evaluated at most once.
enum Memo<Content> {
  case value(Content)
  case failed
  case open
}

/// Things that are evaluated at most once, by their names.
final class MemoTable<Key: Hashable, Content> {
  private var memos: [Key: Memo<Content>] = [:]

  subscript(key: Key) -> Memo<Content>? {
    get { memos[key] }
    set { memos[key] = newValue }
  }

  /// What has a value.
  var contents: [Content] {
    memos.values.compactMap { if case .value(let content) = $0 { content } else { nil } }
  }

  func forget() { memos = [:] }
}
