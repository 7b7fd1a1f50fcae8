import Diagnostics
import HCL

/// What refers to what in a whole configuration, by address; finds the references in a circle that no
/// evaluation order could satisfy, whether or not anything is evaluated.
struct DependencyGraph {
  private struct Node {
    var location: SourceLocation
    var isLocal = false
    var isResource = false
    var edges: [(to: String, place: SourceLocation)] = []
  }

  /// Those that refer to something: no other can be in a circle.
  private var nodes: [String: Node] = [:]

  init(_ root: ModuleConfiguration) { add(root, prefix: "", call: nil) }

  // MARK: building

  private mutating func add(
    _ module: ModuleConfiguration, prefix: String, call: (ModuleCallConfiguration, caller: String)?
  ) {
    // Everything in a module waits for what decides how many instances of it there are.
    let gate = prefix + "(expand)"
    if let (call, caller) = call {
      var node = Node(location: call.location)
      for meta in [call.count, call.forEach].compactMap(\.self) {
        link(&node, meta, prefix: caller)
      }
      link(&node, call.dependencies, prefix: caller)
      add(node, as: gate)
      for variable in module.variables.values {
        var node = Node(location: variable.location)
        if let argument = call.arguments.first(where: { $0.name == variable.name }) {
          link(&node, argument.value, prefix: caller)
        }
        add(node, as: "\(prefix)var.\(variable.name)")
      }
    }
    for local in module.locals.values {
      var node = Node(location: local.nameLocation, isLocal: true)
      link(&node, local.value, prefix: prefix)
      add(node, as: "\(prefix)local.\(local.name)")
    }
    for output in module.outputs.values {
      var node = Node(location: output.location)
      link(&node, output.value, prefix: prefix)
      for condition in output.preconditions { link(&node, condition.body, [], prefix: prefix) }
      link(&node, output.dependencies, prefix: prefix)
      add(node, as: "\(prefix)output.\(output.name)")
    }
    for resource in module.resourcesInOrder {
      var node = Node(location: resource.location, isResource: true)
      if let meta = resource.count {
        link(&node, meta, prefix: prefix)
      }
      if let meta = resource.forEach {
        link(&node, meta, prefix: prefix)
      }
      link(&node, resource.body, [], prefix: prefix)
      for condition in resource.preconditions { link(&node, condition.body, [], prefix: prefix) }
      link(&node, resource.dependencies, prefix: prefix)
      if call != nil { node.edges.append((gate, resource.location)) }
      add(node, as: prefix + resource.key.text)
    }
    for inner in module.calls.values {
      let child = "\(prefix)module.\(inner.name)."
      add(inner.module.content, prefix: child, call: (inner, prefix))
      // The whole module stands for all of its outputs.
      var node = Node(location: inner.location)
      for output in inner.module.content.outputs.keys {
        node.edges.append(("\(child)output.\(output)", inner.location))
      }
      add(node, as: "\(prefix)module.\(inner.name)")
    }
  }

  private mutating func add(_ node: Node, as name: @autoclosure () -> String) {
    if !node.edges.isEmpty { nodes[name()] = node }
  }

  private func link(
    _ node: inout Node, _ body: ConfigurationBody, _ bound: Set<String>, prefix: String
  ) {
    for value in body.attributes.openValues {
      link(&node, value, bound: bound, prefix: prefix)
    }
    for block in body.blocks {
      let inner = block.type == "dynamic" ? bound.union(block.labels) : bound
      link(&node, block.body, inner, prefix: prefix)
    }
  }

  private func link(
    _ node: inout Node, _ expression: ExpressionReference, bound: Set<String> = [], prefix: String
  ) {
    for reference in references(in: expression, bound: bound) {
      let names = reference.names.map(\.text)
      let output = names.count > 1 ? names[1] : reference.nameAfterKey?.text
      if let target = target(reference.root, names, output: output, prefix: prefix) {
        node.edges.append((prefix + target, reference.place))
      }
    }
  }

  private func link(_ node: inout Node, _ dependencies: [StaticTraversal], prefix: String) {
    for dependency in dependencies {
      if let target = target(
        dependency.root.text, dependency.names, output: nil, prefix: prefix)
      {
        node.edges.append((prefix + target, dependency.location))
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
    enum Colour { case open, done }
    var colours: [String: Colour] = [:]
    var reported: Set<String> = []
    let order = nodes.sorted { left, right in
      let (a, b) = (left.value.location, right.value.location)
      return a == b ? left.key.precedesInBytes(right.key) : a.isBefore(b)
    }.map(\.key)
    for start in order where colours[start] == nil {
      var path: [(name: String, next: Int)] = [(start, 0)]
      colours[start] = .open
      while let (name, next) = path.last {
        guard let node = nodes[name], next < node.edges.count else {
          colours[name] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let edge = node.edges[next]
        switch colours[edge.to] {
        case .done: break
        case .open:
          let circle = path.map(\.name).drop { $0 != edge.to }
          if circle.allSatisfy({ !reported.contains($0) }) {
            report(Array(circle), edge.place, into: &sink)
          }
          reported.formUnion(circle)
        case nil:
          guard nodes[edge.to] != nil else { break }
          colours[edge.to] = .open
          path.append((edge.to, 0))
        }
      }
    }
  }

  private func report(
    _ circle: [String], _ place: SourceLocation, into sink: inout DiagnosticSink
  ) {
    guard let first = circle.first, let node = nodes[first] else { return }
    if circle.count == 1, node.isResource {
      sink.report(.selfReference(first, at: place))
    } else if circle.count == 1, node.isLocal {
      sink.report(.localRefersToItself(first, at: place))
    } else {
      let readable = circle.filter { !$0.hasSuffix("(expand)") }
      sink.report(.cycle(readable + [readable.first ?? first], at: node.location))
    }
  }
}
