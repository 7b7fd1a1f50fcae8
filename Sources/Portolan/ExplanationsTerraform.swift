extension Explanations {
  static let terraform =
    terraformFiles + terraformBlocks + terraformChecks + terraformReferences + terraformVariables
}
