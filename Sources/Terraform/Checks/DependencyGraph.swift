import Diagnostics
import HCL

/// What refers to what in a whole configuration, by address; finds the references in a circle that no
/// evaluation order could satisfy, whether or not anything is evaluated.
struct DependencyGraph {
  private struct Node {
    let name: String
    /// Of what is declared by that name, if it refers to something.
    var location: SourceLocation?
    var kind = Kind.other
    var edges = 0..<0
  }

  private enum Kind { case local, resource, other }

  /// What is referred to or refers to something: nothing else can be in a circle.
  private var nodes: [Node] = []
  private var numbers: [String: Int] = [:]
  /// Those of a node stand together.
  private var edges: [(to: Int, place: SourceLocation)] = []

  init(_ root: ModuleConfiguration) { add(root, prefix: "", call: nil) }

  // MARK: building

  private mutating func add(
    _ module: ModuleConfiguration, prefix: String, call: (ModuleCallConfiguration, caller: String)?
  ) {
    // Everything in a module waits for what decides how many instances of it there are.
    let gate = prefix + "(expand)"
    if let (call, caller) = call {
      add(gate, at: call.location) {
        for meta in [call.count, call.forEach].compactMap(\.self) { $0.link(meta, prefix: caller) }
        $0.link(call.dependencies, prefix: caller)
      }
      for variable in module.variables.values {
        add("\(prefix)var.\(variable.name)", at: variable.location) {
          if let argument = call.arguments.first(where: { $0.name == variable.name }) {
            $0.link(argument.value, prefix: caller)
          }
        }
      }
    }
    for local in module.locals.values {
      add("\(prefix)local.\(local.name)", .local, at: local.nameLocation) {
        $0.link(local.value, prefix: prefix)
      }
    }
    for output in module.outputs.values {
      add("\(prefix)output.\(output.name)", at: output.location) {
        $0.link(output.value, prefix: prefix)
        for condition in output.preconditions { $0.link(condition.body, [], prefix: prefix) }
        $0.link(output.dependencies, prefix: prefix)
      }
    }
    for resource in module.resourcesInOrder {
      add(prefix + resource.key.text, .resource, at: resource.location) {
        if let meta = resource.count { $0.link(meta, prefix: prefix) }
        if let meta = resource.forEach { $0.link(meta, prefix: prefix) }
        $0.link(resource.body, [], prefix: prefix)
        for condition in resource.preconditions { $0.link(condition.body, [], prefix: prefix) }
        $0.link(resource.dependencies, prefix: prefix)
        if call != nil { $0.link(gate, at: resource.location) }
      }
    }
    for inner in module.calls.values {
      let child = "\(prefix)module.\(inner.name)."
      add(inner.module.content, prefix: child, call: (inner, prefix))
      // The whole module stands for all of its outputs.
      add("\(prefix)module.\(inner.name)", at: inner.location) {
        for output in inner.module.content.outputs.keys {
          $0.link("\(child)output.\(output)", at: inner.location)
        }
      }
    }
  }

  /// Adds a node with the edges that `link` makes.
  private mutating func add(
    _ name: @autoclosure () -> String, _ kind: Kind = .other, at location: SourceLocation,
    _ link: (inout DependencyGraph) -> Void
  ) {
    let start = edges.count
    link(&self)
    if edges.count == start { return }
    let number = number(of: name())
    nodes[number].location = location
    nodes[number].kind = kind
    nodes[number].edges = start..<edges.count
  }

  private mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = nodes.count
    nodes.append(Node(name: name))
    return nodes.count - 1
  }

  private mutating func link(_ name: String, at place: SourceLocation) {
    edges.append((number(of: name), place))
  }

  private mutating func link(
    _ body: ConfigurationBody, _ bound: Set<String>, prefix: String
  ) {
    for value in body.attributes.openValues { link(value, bound: bound, prefix: prefix) }
    for block in body.blocks {
      let inner = block.type == "dynamic" ? bound.union(block.labels) : bound
      link(block.body, inner, prefix: prefix)
    }
  }

  private mutating func link(
    _ expression: ExpressionReference, bound: Set<String> = [], prefix: String
  ) {
    for reference in references(in: expression, bound: bound) {
      let names = reference.names.map(\.text)
      let output = names.count > 1 ? names[1] : reference.nameAfterKey?.text
      if let target = target(reference.root, names, output: output, prefix: prefix) {
        link(prefix + target, at: reference.place)
      }
    }
  }

  private mutating func link(_ dependencies: [StaticTraversal], prefix: String) {
    for dependency in dependencies {
      if let target = target(
        dependency.root.text, dependency.names, output: nil, prefix: prefix)
      {
        link(prefix + target, at: dependency.location)
      }
    }
  }

  private func target(
    _ root: String, _ names: [String], output: String?, prefix: String
  ) -> String? {
    switch root {
    case "each", "count", "self", "path", "terraform": return nil
    // A variable of the root module waits for nothing.
    case "var" where prefix.isEmpty: return nil
    case "module":
      guard let name = names.first else { return nil }
      return output.map { "module.\(name).output.\($0)" } ?? "module.\(name)"
    case "data": return names.count > 1 ? "data.\(names[0]).\(names[1])" : nil
    default: return names.first.map { "\(root).\($0)" }
    }
  }

  // MARK: cycles

  /// One diagnostic for each circle, in the order of the source.
  func reportCycles(into sink: inout DiagnosticSink) {
    var hasCircles = false
    // Where the search begins only matters to what is said, and most configurations have no circle.
    findCircles(from: nodes.indices) { _, _ in hasCircles = true }
    if !hasCircles { return }
    var isReported = Array(repeating: false, count: nodes.count)
    findCircles(from: inOrderOfSource) { circle, place in
      if !circle.contains(where: { isReported[$0] }) { report(circle, place, into: &sink) }
      for node in circle { isReported[node] = true }
    }
  }

  private var inOrderOfSource: [Int] {
    let declared = nodes.indices.compactMap { node in
      nodes[node].location.map { (node, location: $0) }
    }
    let sorted = declared.sorted { left, right in
      left.location == right.location
        ? nodes[left.0].name.precedesInBytes(nodes[right.0].name)
        : left.location.isBefore(right.location)
    }
    return sorted.map(\.0)
  }

  private enum Progress {
    case unseen, done
    case open(at: Int)
  }

  /// - Parameter found: Told the nodes of each circle, and where the last refers to the first.
  private func findCircles(
    from starts: some Sequence<Int>, _ found: ([Int], SourceLocation) -> Void
  ) {
    var progress = Array(repeating: Progress.unseen, count: nodes.count)
    var path: [(node: Int, edges: Range<Int>)] = []
    for start in starts {
      guard case .unseen = progress[start] else { continue }
      progress[start] = .open(at: 0)
      path.append((start, nodes[start].edges))
      while let last = path.indices.last {
        guard let edge = path[last].edges.popFirst() else {
          progress[path.removeLast().node] = .done
          continue
        }
        let (next, place) = edges[edge]
        switch progress[next] {
        case .done: break
        case .open(let first): found(path[first...].map(\.node), place)
        case .unseen:
          progress[next] = .open(at: path.count)
          path.append((next, nodes[next].edges))
        }
      }
    }
  }

  private func report(
    _ circle: [Int], _ place: SourceLocation, into sink: inout DiagnosticSink
  ) {
    guard let first = circle.first, let location = nodes[first].location else { return }
    let names = circle.map { nodes[$0].name }
    switch nodes[first].kind {
    case .resource where names.count == 1: sink.report(.selfReference(names[0], at: place))
    case .local where names.count == 1: sink.report(.localRefersToItself(names[0], at: place))
    default:
      let readable = names.filter { !$0.hasSuffix("(expand)") }
      sink.report(.cycle(readable + [readable.first ?? names[0]], at: location))
    }
  }
}
