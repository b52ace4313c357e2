// Tells the function app of every upload. Deploy it after the code: Event Grid calls the webhook to see that it answers, and
// the key in its address exists only once the app has started with the blob trigger in it.

@description('Output appName of main.bicep.')
param appName string

@description('Output storageName of main.bicep.')
param storageName string

param location string = resourceGroup().location

// As in PipelineOptions and Triggers.cs.
var container = 'uploads'
var trigger = 'PublishUpload'

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: '${appName}-uploads'
  location: location
  properties: {
    source: storage.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = {
  parent: topic
  name: 'publish-upload'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${trigger}&code=${listKeys('${app.id}/host/default', '2024-04-01').systemKeys.blobs_extension}'
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      // The trigger's own path is no filter: without this one, every rendition that the app writes would call it.
      subjectBeginsWith: '/blobServices/default/containers/${container}/blobs/'
    }
    eventDeliverySchema: 'EventGridSchema'
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
