import Diagnostics
import HCL

extension ModuleInstance {
  /// The instance that stands for all instances of a data source: `for_each` goes over ids that are
  /// looked up themselves, and each instance asks for one of them. Nil for any other data source.
  func lookupForEach(
    _ resource: ResourceConfiguration
  ) throws(EvaluationFailure) -> ResourceInstance? {
    guard resource.key.mode == .data, let forEach = resource.forEach,
      let type = evaluation.resourceTypes["data." + resource.key.type], let id = type.idArgument
    else { return nil }
    let value = try forEach.evaluate(in: self)
    guard case .unknown(let unknown) = value.content, unknown.type == .set(.string),
      unknown.residual.sources.allSatisfy({ $0.contains("data.") })
    else { return nil }
    let repetition = Repetition(key: .every, eachValue: value)
    let instance = ResourceInstance(resource, repetition, in: self)
    guard !instance.failed, let argument = instance.body[id],
      argument.value == .unknown(.string, Repetition.unknownEach)
    else { return nil }
    return instance
  }
}

extension ResourceInstance {
  /// A map of which neither keys nor values are known.
  var valueOfEvery: Value {
    .unknown(.map(.object(ObjectType(attributeTypes))), .source(address))
  }
}
