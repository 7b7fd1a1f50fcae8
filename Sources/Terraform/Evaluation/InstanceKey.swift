package import HCL

/// Which instance of a resource or module: none, `[0]`, `["a"]`.
package enum InstanceKey: Hashable, Sendable {
  case single
  case index(Int)
  case name(String)
  /// The one that stands for all instances, whose names the artifact learns when it runs.
  case every

  package var text: String {
    switch self {
    case .single: ""
    case .index(let index): "[\(index)]"
    case .name(let name): "[\(jsonEncode(.string(name)))]"
    case .every: "[*]"
    }
  }
}

package enum ExpansionShape: Sendable { case single, count, forEach }

/// The instances of a resource or a module call, and the value that names all of them.
package struct Expansion<Instance> {
  package var shape: ExpansionShape
  package var instances: [(key: InstanceKey, instance: Instance)]

  func map<Other>(
    _ transform: (Instance) throws(EvaluationFailure) -> Other
  ) throws(EvaluationFailure) -> Expansion<Other> {
    var mapped: [(key: InstanceKey, instance: Other)] = []
    for (key, instance) in instances { mapped.append((key, try transform(instance))) }
    return Expansion<Other>(shape: shape, instances: mapped)
  }

  /// One value, a tuple by `count`, an object by `for_each`.
  func value(_ of: (Instance) -> Value) -> Value {
    switch shape {
    case .single: instances.first.map { of($0.instance) } ?? .null
    case .count: .tuple(instances.map { of($0.instance) })
    case .forEach:
      .object(
        Fields(
          instances.map { entry -> Fields.Entry in
            if case .name(let name) = entry.key {
              (name, of(entry.instance))
            } else {
              ("", of(entry.instance))
            }
          }))
    }
  }
}

/// What `each` and `count` are for one instance.
package struct Repetition: Sendable {
  package var key: InstanceKey
  package var eachValue: Value?

  /// What `each.value` is where nobody knows the names of the instances yet.
  static let unknownEach = Residual.source("each.value")

  package static let none = Repetition(key: .single, eachValue: nil)
}
