// Everything the pipeline needs in one resource group: a storage account, a function app on the Flex Consumption plan with an
// identity of its own, and telemetry. No key or connection string is stored anywhere. Deploy this first, then the code, then
// events.bicep (its webhook exists only once the code runs).

@description('Short name of the installation, in lower case: it begins the name of every resource.')
@minLength(3)
@maxLength(11)
param name string

@description('Region of all resources; one that offers Flex Consumption.')
param location string = resourceGroup().location

@description('Name of the coalition that publishes, shown in headers and colophons.')
param publisher string

@description('Public root of the website, such as https://documents.example.org/; empty: the app\'s own address.')
param publicAddress string = ''

@description('E-mail address of whoever answers for the library, for those who harvest it; empty: the postmaster of its host.')
param adminEmail string = ''

@description('Memory of an instance. The catalog of a million documents needs 2048.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Most instances at a time.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that always run for HTTP, so that no reader waits for a start; each costs all the time.')
@minValue(0)
param alwaysReady int = 0

var suffix = uniqueString(resourceGroup().id)

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: '${name}${suffix}'
    location: location
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: '${name}-${suffix}'
    location: location
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    publisher: publisher
    publicAddress: publicAddress
    adminEmail: adminEmail
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
  }
}

output appName string = app.outputs.name
output address string = app.outputs.address
output storageName string = storage.outputs.name
