package import HCL

/// All functions by name, except for those that need more than their arguments' values: `try`,
/// `can`, `templatefile`, `templatestring` and `type` belong to the evaluator.
package let functionTable: [String: Function] = Dictionary(
  uniqueKeysWithValues: functionFamilies.joined().map { ($0.name, $0) })

/// A family stands in a file of its own.
package let functionFamilies = [
  compressionFunctions, conversionFunctions, dateFunctions, encodingFunctions, fileFunctions,
  formatFunctions,
  hashFunctions, joinFunctions, mapFunctions, networkFunctions, numericFunctions, patternFunctions,
  selectionFunctions, sequenceFunctions, setFunctions, stringFunctions, trimmingFunctions,
  unavailableFunctions, yamlFunctions,
]
