import HCL
import SecurityGroupIR

extension Lowering {
  /// The attribute of a data source that the artifact looks up; nil where it has to be told.
  mutating func lookup(_ address: String, attribute: String) throws(Demand) -> Term? {
    guard let id = lookup(address), answers(id, attribute) else { return nil }
    return .lookup(id, attribute: attribute)
  }

  /// An element of a looked up list, or the value of a tag.
  mutating func lookedUp(_ key: Value, of base: Residual) throws(Demand) -> Term? {
    switch (base, key.content) {
    case (.convert(let inner, .list), .number): return try lookedUp(key, of: inner)
    case (.attribute(.source(let address), "tags"), .string(let tag)):
      return tagLookup(address, tag)
    case (.attribute(.source(let address), let name), .number),
      (.each(.attribute(.source(let address), let name), _), .number):
      var attribute = name
      if case .each(_, let path) = base { attribute += "[*].\(path.joined(separator: "."))" }
      guard let list = try lookup(address, attribute: attribute), program.isListLookup(list)
      else { return nil }
      return .member(list, key: Literal(key))
    default: return nil
    }
  }

  /// One tag of what was found is an attribute of its own.
  private mutating func tagLookup(_ address: String, _ key: String) -> Term? {
    guard let id = lookup(address), lookupAttributes[id]?.contains("tags") == true,
      case .describe(var describe) = program[id].kind,
      key.utf8.allSatisfy({ $0 >= 0x20 && !"'\\`".utf8.contains($0) })
    else { return nil }
    let attribute = "tags[\(jsonEncode(.string(key)))]"
    describe.attributes[attribute] = "Tags[?Key=='\(key)'].Value | [0]"
    program.lookups[id.index].kind = .describe(describe)
    return .lookup(id, attribute: attribute)
  }

  private mutating func lookup(_ address: String) -> LookupID? {
    if let id = lookups[address] { return id }
    guard let instance = dataSources[address],
      let answer = instance.type?.lookup?(instance, &self)
    else { return nil }
    let region = region(of: instance)
    let id = LookupID(program.lookups.count)
    program.lookups.append(
      Lookup(
        name: names.takeLookup(identifierText(address)), address: address, kind: answer.kind,
        region: region, origin: origin(instance.configuration.location)))
    lookups[address] = id
    lookupAttributes[id] = answer.attributes
    return id
  }

  private func answers(_ id: LookupID, _ attribute: String) -> Bool {
    attribute != "tags" && lookupAttributes[id]?.contains(attribute) == true
  }
}

extension Residual {
  /// The address of a data source whose instances are looked up together, if this is the map of all of
  /// them or the list of its values.
  var everyAddress: String? {
    switch self {
    case .source(let address): return address.hasSuffix("[*]") ? address : nil
    case .convert(let base, _): return base.everyAddress
    case .call("values", let operands):
      guard case .unknown(let unknown)? = operands.first?.content else { return nil }
      return unknown.residual.everyAddress
    default: return nil
    }
  }
}
